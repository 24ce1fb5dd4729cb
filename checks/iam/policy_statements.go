package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PolicyStatements wants each statement of customer managed policies to do what it seems to.
var PolicyStatements = &checks.Check[iam.Policy]{
	Meta: checks.Meta{
		ID:       "iam-policy-statements-apply",
		Title:    "Customer managed policies have no statements that can never apply",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A misspelt action or a resource of the wrong kind grants nothing, and denies nothing either: whoever wrote the statement believes that it works, and whoever needs it to will widen another one.",
		Fix:      "Mend the statement or remove it: aws iam create-policy-version --policy-arn ARN --policy-document file://policy.json --set-as-default; scanner policy lint shows line and column.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-validation.html", "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"},
	},
	Run: policyStatements,
	Cases: []checks.Case[iam.Policy]{
		{Name: "nothing", Given: policy(nil), Want: checks.Pass},
		{Name: "applies", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"s3:GetObject"`, `"arn:aws:s3:::reports/*"`)) }), Want: checks.Pass},
		{Name: "object_action_on_bucket", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(bucketForObject) }), Want: checks.Fail},
		{Name: "misspelt_action", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(misspelt) }), Want: checks.Fail},
		{Name: "aws_managed", Given: policy(awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`))), Want: checks.NotApplicable},
		{Name: "unread", Given: policy(func(p *iam.Policy) { p.Document = denied[string](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func policyStatements(v *checks.View[iam.Policy]) checks.Verdict {
	if iam.AWSManaged(v.Resource.ARN) {
		return notCustomers(v)
	}
	return managed(v, deadStatement(v))
}
