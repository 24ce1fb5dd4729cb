package ecs

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// CapacityProviderRoleNotAdmin looks at what ECS itself may do for Managed Instances.
var CapacityProviderRoleNotAdmin = &checks.Check[ecs.CapacityProvider]{
	Meta: checks.Meta{
		ID: "ecs-capacity-provider-role-not-admin", Title: "The infrastructure roles of Managed Instances are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.Medium, Since: "0.1",
		Why:  "ECS needs the role to start and stop instances, and nothing more. Whoever may pass an administrator's role to ECS, or changes whom it trusts, has the account.",
		Fix:  "Make a role that trusts ecs.amazonaws.com with policy AmazonECSInfrastructureRolePolicyForManagedInstances alone: aws ecs update-capacity-provider --name NAME --cluster CLUSTER --managed-instances-provider infrastructureRoleArn=ROLE_ARN,...",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html"},
	},
	With: roles.Wants(),
	Run: func(v *checks.View[ecs.CapacityProvider]) checks.Verdict {
		arn, ok := checks.Read(v, v.Resource.InfrastructureRoleARN)
		switch {
		case !ok:
			return v.Unknown("infrastructureRoleArn is not known")
		case arn == "":
			return v.NotApplicable("an Auto Scaling group makes the instances, without a role of the provider's")
		}
		return roles.NotAdmin(v, arn)
	},
	Cases: []checks.Case[ecs.CapacityProvider]{
		{Name: "narrow", Given: managedBy(roles.ARN), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: managedBy(roles.ARN), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "group", Given: managedBy(""), Want: checks.NotApplicable},
		{Name: "roles_denied", Given: managedBy(roles.ARN), Incomplete: []inventory.Kind{"iam.role"}, Want: checks.Unknown},
		{Name: "unread", Given: func() ecs.CapacityProvider {
			p := managedBy(roles.ARN)
			p.InfrastructureRoleARN = denied[string](ecs.DescribeCapacityProviders)
			return p
		}(), Want: checks.Unknown},
	},
}

// managedBy is a provider of Managed Instances with a role; without one, a provider of a group.
func managedBy(role string) ecs.CapacityProvider {
	return ecs.CapacityProvider{Ref: ref("prod/managed"), ManagedInstances: inventory.Known(role != ""), InfrastructureRoleARN: inventory.Known(role)}
}
