package eks

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// NodegroupRoleNotAdmin finds nodes that hand out an administrator's credentials.
var NodegroupRoleNotAdmin = &checks.Check[eks.Nodegroup]{
	Meta: checks.Meta{
		ID: "eks-nodegroup-role-not-admin", Title: "The roles of nodes are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.High, Since: "0.1",
		Why:  "Every pod that reaches the metadata service of its node gets the node's credentials. With administration one pod that is broken into is the whole account.",
		Fix:  "Make a node group whose role has AmazonEKSWorkerNodePolicy, AmazonEC2ContainerRegistryPullOnly and nothing more; give pods their own roles by EKS Pod Identity.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html", "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html"},
	},
	With: roles.Wants(),
	Run: func(v *checks.View[eks.Nodegroup]) checks.Verdict {
		arn, known := checks.Read(v, v.Resource.NodeRole)
		if !known {
			return v.Unknown("nodeRole is not known")
		}
		return roles.NotAdmin(v, arn)
	},
	Cases: []checks.Case[eks.Nodegroup]{
		{Name: "narrow", Given: nodegroup(asRole), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: nodegroup(asRole), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "gone", Given: nodegroup(asRole), Want: checks.NotApplicable},
		{Name: "roles_denied", Given: nodegroup(asRole), Incomplete: []inventory.Kind{iam.RoleType.Kind}, Want: checks.Unknown},
		{Name: "not_read", Given: nodegroup(func(n *eks.Nodegroup) { n.NodeRole = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}

// asRole gives the nodes the role of worked examples.
func asRole(n *eks.Nodegroup) { n.NodeRole = inventory.Known(roles.ARN) }
