package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// SupportRole wants somebody to be able to talk to AWS Support. It is judged on the root user, for the account.
var SupportRole = &checks.Check[iam.Root]{
	Meta: checks.Meta{
		ID:       "iam-account-support-role",
		Title:    "Somebody besides root can open cases with AWS Support",
		Duty:     responsibility.GovIncident,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "In an incident, the people who need AWS's help first need rights to ask for it; without a prepared role the root user is fetched.",
		Fix:      "aws iam attach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess, with a role that those on duty can assume.",
		Refs:     []string{"https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html"},
	},
	With: []inventory.Want{{Type: iam.PolicyType}},
	Run:  supportRole,
	Cases: []checks.Case[iam.Root]{
		{Name: "attached", Given: root(nil), With: []inventory.Resource{supportAccess(1)}, Want: checks.Pass},
		{Name: "attached_to_nobody", Given: root(nil), With: []inventory.Resource{supportAccess(0)}, Want: checks.Fail},
		{Name: "not_in_use", Given: root(nil), Want: checks.Fail},
		{Name: "policies_denied", Given: root(nil), Incomplete: []inventory.Kind{"iam.policy"}, Want: checks.Unknown},
	},
}

func supportAccess(attachments int32) *iam.Policy {
	p := policy(awsPolicy("AWSSupportAccess", allow(`"support:*"`, `"*"`)))
	p.AttachmentCount = inventory.Known(attachments)
	return &p
}

// supportRole relies on the listing: of AWS's policies it holds those that are attached.
func supportRole(v *checks.View[iam.Root]) checks.Verdict {
	arn := "arn:" + v.Partition() + ":iam::aws:policy/AWSSupportAccess"
	p, found := checks.Find[iam.Policy](v, "", arn)
	if !found {
		return v.Fail("%s is attached to no user, group or role", arn)
	}
	n, ok := checks.Read(v, p.AttachmentCount)
	switch {
	case !ok:
		return checks.Verdict{}
	case n == 0:
		return v.Fail("the AttachmentCount of %s is 0", arn)
	}
	return v.Pass("the AttachmentCount of %s is %d", arn, n)
}
