package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// FargateProfileRole asks that the pods of a profile do not have the rights of nodes.
var FargateProfileRole = &checks.Check[eks.FargateProfile]{
	Meta: checks.Meta{
		ID: "eks-fargate-profile-own-role", Title: "The pod execution role is not the role of nodes", Duty: responsibility.IAMPermissions, Severity: checks.Medium, Since: "0.1",
		Why:  "A role that nodes and Fargate share has the rights of both: what registers as a pod can attach volumes and change network interfaces as a node does.",
		Fix:  "Make a role with AmazonEKSFargatePodExecutionRolePolicy alone, and a profile with it (aws eks create-fargate-profile); the role of a profile cannot be changed.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html"},
	},
	Reads: []*inventory.Call{eks.DescribeFargateProfile},
	With:  []inventory.Want{{Type: eks.NodegroupType}},
	Run:   fargateProfileRole,
	Cases: []checks.Case[eks.FargateProfile]{
		{Name: "own", Given: profile("pods"), With: []inventory.Resource{withRole("nodes")}, Want: checks.Pass},
		{Name: "shared", Given: profile("nodes"), With: []inventory.Resource{withRole("nodes")}, Want: checks.Fail},
		{Name: "nodegroups_unread", Given: profile("pods"), Incomplete: []inventory.Kind{"eks.nodegroup"}, Want: checks.Unknown},
		{Name: "unread", Given: eks.FargateProfile{Ref: inventory.Ref{ID: "prod/jobs", Region: checks.CaseRegion}, PodExecutionRole: denied[string](eks.DescribeFargateProfile)}, Want: checks.Unknown},
	},
}

func fargateProfileRole(v *checks.View[eks.FargateProfile]) checks.Verdict {
	role, known := checks.Read(v, v.Resource.PodExecutionRole)
	if !known || role == "" {
		return v.Unknown("the pod execution role was not read")
	}
	for _, n := range checks.Some[eks.Nodegroup](v, v.Resource.Region) {
		if other, _ := checks.Peek(v, n.NodeRole); other == role {
			return v.Fail("podExecutionRoleArn is %s, which is the nodeRole of %s", role, n.ID)
		}
	}
	return v.Pass("podExecutionRoleArn is %s, and no node group of the region has it", role)
}

func profile(role string) eks.FargateProfile {
	return eks.FargateProfile{Ref: inventory.Ref{ID: "prod/jobs", Region: checks.CaseRegion}, PodExecutionRole: inventory.Known("arn:aws:iam::" + checks.CaseAccount + ":role/" + role)}
}

func withRole(role string) *eks.Nodegroup {
	n := nodegroup()
	n.NodeRole = inventory.Known("arn:aws:iam::" + checks.CaseAccount + ":role/" + role)
	return &n
}
