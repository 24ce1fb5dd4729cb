package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PolicyGrants wants what customer managed policies allow to be on what exists.
var PolicyGrants = &checks.Check[iam.Policy]{
	Meta: checks.Meta{
		ID:       "iam-policy-grants-exist",
		Title:    "Customer managed policies grant nothing on roles, functions or keys that do not exist",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A grant on a role or function that was deleted waits for the next one of that name: who can create it is passed, assumed or invoked as the old one was, and nobody decides on it again.",
		Fix:      "Take the ARN out of the statement, or remove the statement: aws iam create-policy-version --policy-arn ARN --policy-document file://policy.json --set-as-default",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	With: targets,
	Run:  policyGrants,
	Cases: append(danglingCases(
		func(document string) iam.Policy {
			return policy(func(p *iam.Policy) { p.Document = inventory.Known(document) })
		},
		policy(func(p *iam.Policy) { p.Document = denied[string](iam.GetAccountAuthorizationDetails) })),
		checks.Case[iam.Policy]{Name: "aws_managed", Given: policy(awsPolicy("AdministratorAccess", passDeploy)), Want: checks.NotApplicable}),
}

func policyGrants(v *checks.View[iam.Policy]) checks.Verdict {
	if iam.AWSManaged(v.Resource.ARN) {
		return notCustomers(v)
	}
	return managed(v, danglingGrant(v))
}
