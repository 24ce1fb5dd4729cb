package eks

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterAuditLog asks for the log that says who did what.
var ClusterAuditLog = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-audit-logging", Title: "The audit log of the control plane is on", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "Without the audit log nobody can say who read a secret, ran a shell in a pod or changed a role.",
		Fix:  "aws eks update-cluster-config --name CLUSTER --logging '{\"clusterLogging\":[{\"types\":[\"audit\"],\"enabled\":true}]}'",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-8"},
	},
	Run: clusterAuditLog,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "on", Given: cluster(), Want: checks.Pass},
		{Name: "others_on", Given: cluster(logs("api", "scheduler")), Want: checks.Fail},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.Logging = denied[[]string](eks.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterAuditLog(v *checks.View[eks.Cluster]) checks.Verdict {
	on, _ := checks.Read(v, v.Resource.Logging)
	if !slices.Contains(on, "audit") {
		return v.Fail("the types of logs that are on are %s", checks.First(on, 5))
	}
	return v.Pass("the log type audit is on")
}

func logs(types ...string) func(*eks.Cluster) {
	return func(c *eks.Cluster) { c.Logging = inventory.Known(types) }
}
