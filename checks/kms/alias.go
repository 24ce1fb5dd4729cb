package kms

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeyAlias reports keys that people can only tell by their ids.
var KeyAlias = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-alias",
		Title:    "Keys have an alias",
		Duty:     responsibility.KeyManagement,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A key without an alias is mostly one that nobody remembers: applications that name keys properly name aliases, and a person who cleans up cannot tell what the id was for.",
		Fix:      "aws kms create-alias --alias-name alias/PURPOSE --target-key-id KEY_ID --region REGION, or schedule the deletion of a key that CloudTrail shows no use of.",
		Refs:     []string{"https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"},
	},
	Reads: []*inventory.Call{kms.ListAliases, kms.DescribeKey},
	Run:   keyAlias,
	Cases: []checks.Case[kms.Key]{
		{Name: "alias", Given: key(), Want: checks.Pass},
		{Name: "none", Given: key(func(k *kms.Key) { k.Aliases = inventory.Known[[]string](nil) }), Want: checks.Fail},
		{Name: "pending_deletion", Given: key(state("PendingDeletion")), Want: checks.NotApplicable},
		{Name: "aliases_denied", Given: key(func(k *kms.Key) { k.Aliases = inventory.Missing[[]string](denied(kms.ListAliases)) }), Want: checks.Unknown},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

func keyAlias(v *checks.View[kms.Key]) checks.Verdict {
	is, _ := checks.Read(v, v.Resource.KeyState)
	if leaving(is) {
		return v.NotApplicable("KeyState is %s", is)
	}
	names, _ := checks.Read(v, v.Resource.Aliases)
	if len(names) == 0 {
		return v.Fail("no alias names the key")
	}
	return v.Pass("it is named %s", strings.Join(names, ", "))
}
