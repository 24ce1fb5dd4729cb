package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// GroupInlineKMSDecrypt wants inline policies to name the keys that may be decrypted with.
var GroupInlineKMSDecrypt = &checks.Check[iam.Group]{
	Meta: checks.Meta{
		ID:       "iam-group-inline-policy-kms-decrypt-limited",
		Title:    "Inline policies of groups do not allow decryption with every KMS key",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "Who may decrypt with every key reads all data whose own permissions are too wide: the key was the second lock, and this opens it everywhere.",
		Fix:      "Name the key ARNs in Resource, or limit the statement to kms:ResourceAliases.",
		Refs:     []string{"https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html"},
	},
	Run: groupInlineKMSDecrypt,
	Cases: []checks.Case[iam.Group]{
		{Name: "none", Given: group(nil), Want: checks.Pass},
		{Name: "one_key", Given: group(func(x *iam.Group) {
			x.GroupPolicyList = inlined(allow(`"kms:Decrypt"`, `"arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`))
		}), Want: checks.Pass},
		{Name: "every_key", Given: group(func(x *iam.Group) { x.GroupPolicyList = inlined(allow(`"kms:*"`, `"*"`)) }), Want: checks.Fail},
		{Name: "every_key_of_a_region", Given: group(func(x *iam.Group) {
			x.GroupPolicyList = inlined(allow(`["kms:ReEncrypt*"]`, `"arn:aws:kms:eu-central-1:111122223333:key/*"`))
		}), Want: checks.Fail},
		{Name: "under_a_condition", Given: group(func(x *iam.Group) {
			x.GroupPolicyList = inlined(allowIf(`"kms:Decrypt"`, `"*"`, `{"StringEquals":{"kms:ViaService":"s3.eu-central-1.amazonaws.com"}}`))
		}), Want: checks.Fail},
		{Name: "unread", Given: group(func(x *iam.Group) { x.GroupPolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), Want: checks.Unknown},
	},
}

func groupInlineKMSDecrypt(v *checks.View[iam.Group]) checks.Verdict {
	return inline(v, v.Resource.GroupPolicyList, decryptAll(v.Partition(), v.Account()))
}
