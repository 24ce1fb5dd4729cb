package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// CloudShellRestricted wants nobody to have all of CloudShell. It is judged on the root user, for the account.
var CloudShellRestricted = &checks.Check[iam.Root]{
	Meta: checks.Meta{
		ID:       "iam-account-cloudshell-restricted",
		Title:    "AWSCloudShellFullAccess is attached to no one",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "The policy allows uploads and downloads between CloudShell and a browser: a way out for data that no network control sees, in a shell with internet access.",
		Fix:      "Detach the policy, and give those who need CloudShell one that denies cloudshell:GetFileUploadUrls and cloudshell:GetFileDownloadUrls.",
		Refs:     []string{"https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html"},
	},
	With: []inventory.Want{{Type: iam.PolicyType}, {Type: iam.UserType}, {Type: iam.GroupType}, {Type: iam.RoleType}},
	Run:  cloudShellRestricted,
	Cases: []checks.Case[iam.Root]{
		{Name: "not_in_use", Given: root(nil), Want: checks.Pass},
		{Name: "attached_to_nobody", Given: root(nil), With: []inventory.Resource{cloudShell(0)}, Want: checks.Pass},
		{Name: "attached", Given: root(nil), With: []inventory.Resource{cloudShell(1), attachedRole("arn:aws:iam::aws:policy/AWSCloudShellFullAccess")}, Want: checks.Fail},
		{Name: "policies_denied", Given: root(nil), Incomplete: []inventory.Kind{"iam.policy"}, Want: checks.Unknown},
	},
}

func cloudShell(attachments int32) *iam.Policy {
	p := policy(awsPolicy("AWSCloudShellFullAccess", allow(`"cloudshell:*"`, `"*"`)))
	p.AttachmentCount = inventory.Known(attachments)
	return &p
}

// attachedRole is a role with a policy, for the examples of policies.
func attachedRole(arn string) *iam.Role {
	r := role(func(r *iam.Role) { r.AttachedManagedPolicies = attachedTo(arn) })
	return &r
}

// cloudShellRestricted relies on the listing: of AWS's policies it holds those that are attached.
func cloudShellRestricted(v *checks.View[iam.Root]) checks.Verdict {
	arn := "arn:" + v.Partition() + ":iam::aws:policy/AWSCloudShellFullAccess"
	p, found := checks.Find[iam.Policy](v, "", arn)
	if !found {
		return v.Pass("%s is attached to no user, group or role", arn)
	}
	n, ok := checks.Read(v, p.AttachmentCount)
	switch {
	case !ok:
		return checks.Verdict{}
	case n == 0:
		return v.Pass("the AttachmentCount of %s is 0", arn)
	}
	return v.Fail("%s is attached to %s", arn, holders(v, arn))
}
