package iam

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PolicyEscalation wants none of the customer's policies to let its principal become an administrator.
var PolicyEscalation = &checks.Check[iam.Policy]{
	Meta: checks.Meta{
		ID:       "iam-policy-no-privilege-escalation",
		Title:    "Customer managed policies do not let their principals make themselves administrators",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Who may attach any policy to any user or role needs no administrator rights: the first call brings them.",
		Fix:      "Limit the iam actions to named resources, and to principals with a boundary: a condition on iam:PermissionsBoundary.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"},
	},
	Run: policyEscalation,
	Cases: []checks.Case[iam.Policy]{
		{Name: "narrow", Given: policy(nil), Want: checks.Pass},
		{Name: "attach_any", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"iam:AttachUserPolicy"`, `"*"`)) }), Want: checks.Fail},
		{Name: "all_but_iam", Given: policy(func(p *iam.Policy) {
			p.Document = inventory.Known(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"}}`)
		}), Want: checks.Fail},
		{Name: "one_role", Given: policy(func(p *iam.Policy) {
			p.Document = inventory.Known(allow(`"iam:AttachRolePolicy"`, `"arn:aws:iam::111122223333:role/deploy"`))
		}), Want: checks.Pass},
		{Name: "full_admin", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"*"`, `"*"`)) }), Want: checks.Pass},
		{Name: "aws_managed", Given: policy(awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`))), Want: checks.NotApplicable},
		{Name: "unread", Given: policy(func(p *iam.Policy) { p.Document = denied[string](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func policyEscalation(v *checks.View[iam.Policy]) checks.Verdict {
	if iam.AWSManaged(v.Resource.ARN) {
		return notCustomers(v)
	}
	return managed(v, func(doc *access.Document) finding {
		if got := adminPower(v)(doc); got.severity != checks.NoSeverity {
			return finding{text: got.text}
		}
		return finding{} // nothing, or full administration, which iam-policy-no-admin reports
	})
}
