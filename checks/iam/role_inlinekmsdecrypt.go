package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleInlineKMSDecrypt wants inline policies to name the keys that may be decrypted with.
var RoleInlineKMSDecrypt = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-inline-policy-kms-decrypt-limited",
		Title:    "Inline policies of roles do not allow decryption with every KMS key",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Who may decrypt with every key reads all data whose own permissions are too wide: the key was the second lock, and this opens it everywhere.",
		Fix:      "Name the key ARNs in Resource, or limit the statement to kms:ResourceAliases.",
		Refs:     []string{"https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html"},
	},
	Run: roleInlineKMSDecrypt,
	Cases: []checks.Case[iam.Role]{
		{Name: "none", Given: role(nil), Want: checks.Pass},
		{Name: "one_key", Given: role(func(x *iam.Role) {
			x.RolePolicyList = inlined(allow(`"kms:Decrypt"`, `"arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`))
		}), Want: checks.Pass},
		{Name: "every_key", Given: role(func(x *iam.Role) { x.RolePolicyList = inlined(allow(`"kms:*"`, `"*"`)) }), Want: checks.Fail},
		{Name: "every_key_of_a_region", Given: role(func(x *iam.Role) {
			x.RolePolicyList = inlined(allow(`["kms:ReEncrypt*"]`, `"arn:aws:kms:eu-central-1:111122223333:key/*"`))
		}), Want: checks.Fail},
		{Name: "under_a_condition", Given: role(func(x *iam.Role) {
			x.RolePolicyList = inlined(allowIf(`"kms:Decrypt"`, `"*"`, `{"StringEquals":{"kms:ViaService":"s3.eu-central-1.amazonaws.com"}}`))
		}), Want: checks.Fail},
		{Name: "service_linked", Given: role(func(r *iam.Role) { serviceLinked(r); r.RolePolicyList = inlined(allow(`"kms:*"`, `"*"`)) }), Want: checks.NotApplicable},
		{Name: "unread", Given: role(func(x *iam.Role) { x.RolePolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func roleInlineKMSDecrypt(v *checks.View[iam.Role]) checks.Verdict {
	if verdict, linked := serviceLinkedRole(v); linked {
		return verdict
	}
	return inline(v, v.Resource.RolePolicyList, decryptAll(v.Partition(), v.Account()))
}
