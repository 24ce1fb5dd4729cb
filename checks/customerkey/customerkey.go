// Package customerkey holds what the checks of several services ask of the KMS key that a resource names: is it one that
// the customer manages, or one that AWS made in the customer's account and alone can change? The key's policy, its grants
// and its deletion are the customer's only with the former (KMS developer guide, "AWS managed keys").
package customerkey

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
)

// Wants is what a check that runs Judge looks at beside its resource.
var Wants = inventory.Want{Type: kms.KeyType, Calls: []*inventory.Call{kms.ListAliases}}

// Judge judges a key that a resource of a region names, by ARN, id or alias. member is what names it. An alias tells by
// itself: those that begin with aws/ are AWS's, and no other can stand for a key that AWS manages (KMS API reference,
// CreateAlias).
func Judge[T any](v *checks.View[T], region, member, name string) checks.Verdict {
	id := name
	if parts := strings.SplitN(name, ":", 6); len(parts) == 6 {
		if parts[4] != v.Account() {
			return v.Pass("%s is %s, of another account: keys that AWS manages are used in their own account only", member, name)
		}
		region, id = parts[3], strings.TrimPrefix(parts[5], "key/")
	}
	switch {
	case strings.HasPrefix(id, "alias/aws/"):
		return v.Fail("%s is %s, a key that AWS manages", member, name)
	case strings.HasPrefix(id, "alias/"):
		return v.Pass("%s is %s, which AWS does not manage", member, name)
	}
	key, found := checks.Find[kms.Key](v, region, id)
	if !found {
		return v.Unknown("%s is %s, which is not among the keys of the account", member, name)
	}
	aliases, _ := checks.Read(v, key.Aliases)
	if i := slices.IndexFunc(aliases, func(a string) bool { return strings.HasPrefix(a, "alias/aws/") }); i >= 0 {
		return v.Fail("%s is %s, the key that AWS manages under the name %s", member, name, aliases[i])
	}
	return v.Pass("%s is %s, which AWS does not manage", member, name)
}

// ExampleARN is the key of the worked examples.
const ExampleARN = "arn:aws:kms:" + checks.CaseRegion + ":" + checks.CaseAccount + ":key/11111111-2222-3333-4444-555555555555"

// Cases are worked examples of a check that runs Judge on given, a resource whose key is ExampleARN.
func Cases[T any](given T) []checks.Case[T] {
	key := func(aliases inventory.Fact[[]string]) []inventory.Resource {
		return []inventory.Resource{&kms.Key{
			Ref:     inventory.Ref{ID: "11111111-2222-3333-4444-555555555555", ARN: ExampleARN, Account: checks.CaseAccount, Region: checks.CaseRegion},
			Aliases: aliases,
		}}
	}
	denied := inventory.Missing[[]string](&inventory.Gap{Class: inventory.Denied, Call: kms.ListAliases.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: kms.ListAliases.Needs})
	return []checks.Case[T]{
		{Name: "key_of_the_customer", Given: given, With: key(inventory.Known([]string{"alias/data"})), Want: checks.Pass},
		{Name: "key_without_alias", Given: given, With: key(inventory.Known[[]string](nil)), Want: checks.Pass},
		{Name: "key_that_AWS_manages", Given: given, With: key(inventory.Known([]string{"alias/aws/service"})), Want: checks.Fail},
		{Name: "aliases_denied", Given: given, With: key(denied), Want: checks.Unknown},
		{Name: "key_not_there", Given: given, Want: checks.Unknown},
		{Name: "keys_not_listed", Given: given, Incomplete: []inventory.Kind{kms.KeyType.Kind}, Want: checks.Unknown},
	}
}
