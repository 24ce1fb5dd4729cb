package iam

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PolicyRoleAssumption wants the customer's policies to name the roles that may be assumed.
var PolicyRoleAssumption = &checks.Check[iam.Policy]{
	Meta: checks.Meta{
		ID:       "iam-policy-role-assumption-limited",
		Title:    "Customer managed policies do not allow every role to be assumed",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Which roles a principal reaches is then decided by the trust policies alone, in every account of the world, and one careless trust policy is a way up.",
		Fix:      "Name the role ARNs in Resource: aws iam create-policy-version --policy-arn ARN --policy-document file://narrow.json --set-as-default",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html"},
	},
	Run: policyRoleAssumption,
	Cases: []checks.Case[iam.Policy]{
		{Name: "no_sts", Given: policy(nil), Want: checks.Pass},
		{Name: "every_role", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"sts:AssumeRole"`, `"*"`)) }), Want: checks.Fail},
		{Name: "every_role_of_all_accounts", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"sts:*"`, `"arn:aws:iam::*:role/*"`)) }), Want: checks.Fail},
		{Name: "full_admin", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"*"`, `"*"`)) }), Want: checks.Pass},
		{Name: "under_a_condition", Given: policy(func(p *iam.Policy) {
			p.Document = inventory.Known(allowIf(`"sts:AssumeRole"`, `"*"`, `{"StringEquals":{"aws:ResourceOrgID":"o-a1b2c3d4e5"}}`))
		}), Want: checks.Pass},
		{Name: "one_role", Given: policy(func(p *iam.Policy) {
			p.Document = inventory.Known(allow(`"sts:AssumeRole"`, `"arn:aws:iam::444455556666:role/deploy"`))
		}), Want: checks.Pass},
		{Name: "aws_managed", Given: policy(awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`))), Want: checks.NotApplicable},
		{Name: "unread", Given: policy(func(p *iam.Policy) { p.Document = denied[string](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

// trusting is the trust policy of a role that lets everybody in, so that only the caller's side decides.
const trusting = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}`

func policyRoleAssumption(v *checks.View[iam.Policy]) checks.Verdict {
	if iam.AWSManaged(v.Resource.ARN) {
		return notCustomers(v)
	}
	role := "arn:" + v.Partition() + ":iam::000000000000:role/zzzz"
	trust, err := parse(v, trusting)
	if err != nil {
		return v.Unknown("%v", err)
	}
	return managed(v, func(doc *access.Document) finding {
		if power(v, doc).Power == access.PowerAdmin {
			return finding{} // iam-policy-no-admin says more
		}
		if r := ask(doc, trust, v.Account(), v.Partition(), "sts:AssumeRole", role); r.Verdict == access.VerdictAllowed {
			return finding{text: "sts:AssumeRole is allowed on every role, of other accounts too"}
		}
		return finding{}
	})
}
