package eks

import (
	"slices"

	"demarc/checks"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterLogging asks for every log of the control plane.
var ClusterLogging = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-logging", Title: "All logs of the control plane are on", Duty: responsibility.OpsLogging, Severity: checks.Low, Since: "0.1",
		Why:  "Authentication, scheduling and the controllers each write a log of their own. What went wrong before a break-in often stands in the one that was off.",
		Fix:  "aws eks update-cluster-config --name CLUSTER --logging '{\"clusterLogging\":[{\"types\":[\"api\",\"audit\",\"authenticator\",\"controllerManager\",\"scheduler\"],\"enabled\":true}]}'",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html"},
	},
	Run: clusterLogging,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "all", Given: cluster(), Want: checks.Pass},
		{Name: "audit_only", Given: cluster(logs("audit")), Want: checks.Fail},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.Logging = denied[[]string](eks.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterLogging(v *checks.View[eks.Cluster]) checks.Verdict {
	on, _ := checks.Read(v, v.Resource.Logging)
	var off []string
	for _, t := range []string{"api", "audit", "authenticator", "controllerManager", "scheduler"} {
		if !slices.Contains(on, t) {
			off = append(off, t)
		}
	}
	if len(off) > 0 {
		return v.Fail("the types of logs that are off are %s", checks.First(off, 5))
	}
	return v.Pass("all types of logs are on")
}
