package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// NodegroupHealthy finds node groups that EKS cannot replace nodes in.
var NodegroupHealthy = &checks.Check[eks.Nodegroup]{
	Meta: checks.Meta{
		ID: "eks-nodegroup-healthy", Title: "Node groups have no health issues", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "With an issue open EKS can neither scale nor update the group: a patched image stays where it was published.",
		Fix:  "aws eks describe-nodegroup --cluster-name CLUSTER --nodegroup-name NODEGROUP --query nodegroup.health says what is missing.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html", "https://docs.aws.amazon.com/eks/latest/APIReference/API_Issue.html"},
	},
	Run: nodegroupHealthy,
	Cases: []checks.Case[eks.Nodegroup]{
		{Name: "healthy", Given: nodegroup(), Want: checks.Pass},
		{Name: "broken", Given: nodegroup(func(n *eks.Nodegroup) { n.HealthIssues = inventory.Known([]string{"Ec2LaunchTemplateNotFound"}) }), Want: checks.Fail},
		{Name: "unread", Given: nodegroup(func(n *eks.Nodegroup) { n.HealthIssues = denied[[]string](eks.DescribeNodegroup) }), Want: checks.Unknown},
	},
}

func nodegroupHealthy(v *checks.View[eks.Nodegroup]) checks.Verdict {
	if issues, _ := checks.Read(v, v.Resource.HealthIssues); len(issues) > 0 {
		return v.Fail("health.issues are %s", checks.First(issues, 3))
	}
	return v.Pass("health.issues is empty")
}
