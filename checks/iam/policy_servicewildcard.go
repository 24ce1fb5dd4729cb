package iam

import (
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PolicyServiceWildcard wants the customer's policies to name actions.
var PolicyServiceWildcard = &checks.Check[iam.Policy]{
	Meta: checks.Meta{
		ID:       "iam-policy-no-service-wildcard",
		Title:    "Customer managed policies do not allow all actions of a service",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "With all actions come those that nobody thought of: deleting, sharing with strangers, changing policies, and whatever AWS adds next year.",
		Fix:      "Name the actions that are used; IAM Access Analyzer generates such a policy from CloudTrail.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html"},
	},
	Run: policyServiceWildcard,
	Cases: []checks.Case[iam.Policy]{
		{Name: "named_action", Given: policy(nil), Want: checks.Pass},
		{Name: "all_of_ec2", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`["s3:GetObject","ec2:*"]`, `"*"`)) }), Want: checks.Fail},
		{Name: "everything", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"*"`, `"arn:aws:s3:::reports/*"`)) }), Want: checks.Fail},
		{Name: "all_but", Given: policy(func(p *iam.Policy) {
			p.Document = inventory.Known(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}`)
		}), Want: checks.Fail},
		{Name: "prefix", Given: policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"ec2:Describe*"`, `"*"`)) }), Want: checks.Pass},
		{Name: "deny", Given: policy(func(p *iam.Policy) {
			p.Document = inventory.Known(`{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ec2:*","Resource":"*"}}`)
		}), Want: checks.Pass},
		{Name: "aws_managed", Given: policy(awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`))), Want: checks.NotApplicable},
		{Name: "unread", Given: policy(func(p *iam.Policy) { p.Document = denied[string](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func policyServiceWildcard(v *checks.View[iam.Policy]) checks.Verdict {
	if iam.AWSManaged(v.Resource.ARN) {
		return notCustomers(v)
	}
	return managed(v, wholeServices)
}

// wholeServices is the question of FSBP's IAM.21, which is about how an action is written, not about what it comes to.
func wholeServices(doc *access.Document) finding {
	for i := range doc.Statements {
		s := &doc.Statements[i]
		if s.Effect != access.Allow {
			continue
		}
		if len(s.NotAction) > 0 {
			return finding{text: s.Name() + " allows all but NotAction " + s.NotAction[0].Text}
		}
		for _, a := range s.Action {
			if service, action, _ := strings.Cut(a.Text, ":"); service == "*" || action == "*" {
				return finding{text: s.Name() + " allows " + a.Text}
			}
		}
	}
	return finding{}
}
