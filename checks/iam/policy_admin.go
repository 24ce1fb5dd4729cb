package iam

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PolicyAdmin wants none of the customer's policies to give full administration.
var PolicyAdmin = &checks.Check[iam.Policy]{
	Meta: checks.Meta{
		ID:       "iam-policy-no-admin",
		Title:    "Customer managed policies do not give full administration",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "Everybody and everything that the policy is attached to can do anything, so that one leaked credential is a lost account; and its harmless name hides it.",
		Fix:      "aws iam create-policy-version --policy-arn ARN --policy-document file://narrow.json --set-as-default, with the actions that IAM Access Analyzer finds used.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html"},
	},
	Run: policyAdmin,
	Cases: []checks.Case[iam.Policy]{
		{Name: "narrow", Given: policy(nil), Want: checks.Pass},
		{Name: "all", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"*"`, `"*"`)) }), Want: checks.Fail},
		{Name: "all_and_unattached", Given: policy(func(p *iam.Policy) {
			p.Document, p.AttachmentCount = inventory.Known(allow(`["*:*"]`, `["*"]`)), inventory.Known[int32](0)
		}), Want: checks.Fail},
		{Name: "all_denied_again", Given: policy(func(p *iam.Policy) {
			p.Document = inventory.Known(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}]}`)
		}), Want: checks.Pass},
		{Name: "not_a_policy", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(`{"Statement":[}`) }), Want: checks.Unknown},
		{Name: "aws_managed", Given: policy(awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`))), Want: checks.NotApplicable},
		{Name: "unread", Given: policy(func(p *iam.Policy) { p.Document = denied[string](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func policyAdmin(v *checks.View[iam.Policy]) checks.Verdict {
	if iam.AWSManaged(v.Resource.ARN) {
		return notCustomers(v)
	}
	return managed(v, func(doc *access.Document) finding {
		got := adminPower(v)(doc)
		if got.severity != checks.NoSeverity {
			return finding{} // iam-policy-no-privilege-escalation says so
		}
		if n, ok := checks.Peek(v, v.Resource.AttachmentCount); ok && n == 0 && got.text != "" {
			return finding{got.text + "; it is attached to nobody yet", checks.Medium}
		}
		return got
	})
}
