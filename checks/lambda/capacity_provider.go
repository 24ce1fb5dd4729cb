package lambda

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// CapacityProviderKey wants a key whose use the customer can see and end.
var CapacityProviderKey = &checks.Check[lambda.CapacityProvider]{
	Meta: checks.Meta{
		ID: "lambda-capacity-provider-customer-key", Title: "Capacity providers are encrypted with a key of the account's own", Duty: responsibility.KeyManagement, Severity: checks.Informational, Since: "0.1",
		Why:  "With a key of Lambda's nobody in the account sees its use, and nobody can take it away.",
		Fix:  "The key is chosen when a provider is made: aws lambda create-capacity-provider --capacity-provider-name NAME --kms-key-arn KEY_ARN ..., then move the functions to it.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-security.html"},
	},
	Run: func(v *checks.View[lambda.CapacityProvider]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KMSKeyARN)
		if key == "" {
			return v.Fail("KmsKeyArn is not set: a key of Lambda's encrypts")
		}
		return v.Pass("KmsKeyArn is %s", key)
	},
	Cases: []checks.Case[lambda.CapacityProvider]{
		{Name: "own_key", Given: provider(), Want: checks.Pass},
		{Name: "lambda_key", Given: provider(func(p *lambda.CapacityProvider) { p.KMSKeyARN = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: provider(func(p *lambda.CapacityProvider) { p.KMSKeyARN = denied[string](lambda.ListCapacityProviders) }), Want: checks.Unknown},
	},
}

// CapacityProviderRoleNotAdmin looks at what Lambda itself may do for the instances.
var CapacityProviderRoleNotAdmin = &checks.Check[lambda.CapacityProvider]{
	Meta: checks.Meta{
		ID: "lambda-capacity-provider-role-not-admin", Title: "The operator roles of capacity providers are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.Medium, Since: "0.1",
		Why:  "Lambda needs the role to start and stop instances, and nothing more. Whoever may pass an administrator's role to Lambda, or changes whom it trusts, has the account.",
		Fix:  "Make a role that trusts lambda.amazonaws.com with policy AWSLambdaManagedEC2ResourceOperator alone, and a provider with it: aws lambda create-capacity-provider --capacity-provider-name NAME --permissions-config CapacityProviderOperatorRoleArn=ROLE_ARN ...",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-operator-role.html"},
	},
	With: roles.Wants(),
	Run: func(v *checks.View[lambda.CapacityProvider]) checks.Verdict {
		arn, ok := checks.Read(v, v.Resource.OperatorRoleARN)
		if !ok {
			return v.Unknown("CapacityProviderOperatorRoleArn is not known")
		}
		return roles.NotAdmin(v, arn)
	},
	Cases: []checks.Case[lambda.CapacityProvider]{
		{Name: "narrow", Given: provider(), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: provider(), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "roles_denied", Given: provider(), Incomplete: []inventory.Kind{"iam.role"}, Want: checks.Unknown},
		{Name: "denied", Given: provider(func(p *lambda.CapacityProvider) { p.OperatorRoleARN = denied[string](lambda.ListCapacityProviders) }), Want: checks.Unknown},
	},
}

// CapacityProviderZones asks that the loss of one Availability Zone leaves instances.
var CapacityProviderZones = &checks.Check[lambda.CapacityProvider]{
	Meta: checks.Meta{
		ID: "lambda-capacity-provider-zones", Title: "Capacity providers make instances in several Availability Zones", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "Functions on Managed Instances run where the provider's subnets are, and nowhere else: when the one zone fails, so do all of them.",
		Fix:  "Make a provider with subnets in three zones, as AWS advises, and move the functions to it: aws lambda create-capacity-provider --capacity-provider-name NAME --vpc-config SubnetIds=SUBNETS,SecurityGroupIds=GROUPS ...",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-capacity-providers.html"},
	},
	With: []inventory.Want{{Type: ec2.SubnetType}},
	Run: func(v *checks.View[lambda.CapacityProvider]) checks.Verdict {
		ids, known := checks.Read(v, v.Resource.SubnetIDs)
		if !known || len(ids) == 0 {
			return v.Unknown("VpcConfig names no subnets")
		}
		return severalZones(v, v.Resource.Region, ids)
	},
	Cases: []checks.Case[lambda.CapacityProvider]{
		{Name: "two_zones", Given: provider(), With: subnets("eu-central-1a", "eu-central-1b"), Want: checks.Pass},
		{Name: "one_zone", Given: provider(), With: subnets("eu-central-1a", "eu-central-1a"), Want: checks.Fail},
		{Name: "subnet_not_listed", Given: provider(), With: subnets("eu-central-1a"), Incomplete: []inventory.Kind{ec2.SubnetType.Kind}, Want: checks.Unknown},
		{Name: "denied", Given: provider(func(p *lambda.CapacityProvider) { p.SubnetIDs = denied[[]string](lambda.ListCapacityProviders) }), Want: checks.Unknown},
	},
}

// provider is a capacity provider with which nothing is wrong, with the changes.
func provider(changes ...func(*lambda.CapacityProvider)) lambda.CapacityProvider {
	p := lambda.CapacityProvider{
		Ref: inventory.Ref{ID: "pool", Region: checks.CaseRegion}, State: inventory.Known("Active"), KMSKeyARN: inventory.Known("arn:aws:kms:eu-central-1:111122223333:key/1"),
		SubnetIDs: inventory.Known([]string{"subnet-1", "subnet-2"}), SecurityGroupIDs: inventory.Known([]string{"sg-1"}), OperatorRoleARN: inventory.Known(roles.ARN),
		ScalingMode: inventory.Known("Auto"), MaxVCPUCount: inventory.Known[int32](64),
	}
	for _, change := range changes {
		change(&p)
	}
	return p
}
