package iam

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PolicyAdminAttachment wants AWS's administrator policies to be attached to no one.
var PolicyAdminAttachment = &checks.Check[iam.Policy]{
	Meta: checks.Meta{
		ID:       "iam-policy-aws-admin-not-attached",
		Title:    "AWS managed administrator policies are attached to no one",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "AdministratorAccess on a user, a group or a role makes each of its credentials the account itself. Who needs it now and then should take it on for an hour, through Identity Center or a guarded role that is recorded as an exception.",
		Fix:      "aws iam detach-role-policy, detach-group-policy or detach-user-policy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess, with a policy for the job in its place.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html"},
	},
	With: []inventory.Want{{Type: iam.UserType}, {Type: iam.GroupType}, {Type: iam.RoleType}},
	Run:  policyAdminAttachment,
	Cases: []checks.Case[iam.Policy]{
		{Name: "attached_to_a_role", Given: policy(awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`))), With: []inventory.Resource{attachedRole(adminARN)}, Want: checks.Fail},
		{Name: "no_admin", Given: policy(awsPolicy("ReadOnlyAccess", allow(`["s3:Get*","ec2:Describe*"]`, `"*"`))), Want: checks.Pass},
		{Name: "not_attached", Given: policy(func(p *iam.Policy) {
			awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`))(p)
			p.AttachmentCount = inventory.Known[int32](0)
		}), Want: checks.Pass},
		{Name: "customers_own", Given: policy(nil), Want: checks.NotApplicable},
		{Name: "unread", Given: policy(func(p *iam.Policy) {
			awsPolicy("AdministratorAccess", "")(p)
			p.Document = inventory.FromPtr[string](nil)
		}), Want: checks.Unknown},
	},
}

func policyAdminAttachment(v *checks.View[iam.Policy]) checks.Verdict {
	n, ok := checks.Read(v, v.Resource.AttachmentCount)
	switch {
	case !ok:
		return checks.Verdict{}
	case !iam.AWSManaged(v.Resource.ARN):
		return v.NotApplicable("the account's own policy, which iam-policy-no-admin judges")
	case n == 0:
		return v.Pass("AttachmentCount is 0")
	}
	text, ok := checks.Read(v, v.Resource.Document)
	if !ok {
		return checks.Verdict{}
	}
	doc, err := parse(v, text)
	if err != nil {
		return v.Unknown("the document is not readable as a policy: %v", err)
	}
	if r := power(v, doc); r.Power != access.PowerAdmin {
		return v.Pass("not an administrator's: %s", r.Why)
	}
	return v.Fail("attached to %s", holders(v, v.Resource.ID))
}
