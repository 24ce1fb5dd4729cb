package kms

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// KeyCollector brings the keys of a region. ListKeys alone enumerates them, so that a failure of ListAliases or
// DescribeKey leaves gaps in facts and loses no key; both are made whenever it runs, since the variant needs them.
var KeyCollector = &collect.Collector{
	Types:   []*inventory.Type{KeyType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListKeys, ListAliases, DescribeKey},
	Details: []*inventory.Call{GetKeyRotationStatus, GetKeyPolicy, ListGrants, ListResourceTags},
	Collect: collectKeys,
}

// expected are the members without which an answer is none: the SDK reads an empty object as "no keys" and as
// "rotation is off".
var expected = map[string][]string{
	"ListKeys": {"Keys"}, "ListAliases": {"Aliases"}, "DescribeKey": {"KeyMetadata"}, "GetKeyRotationStatus": {"KeyRotationEnabled"},
	"GetKeyPolicy": {"Policy"}, "ListGrants": {"Grants"}, "ListResourceTags": {"Tags"},
}

// run is one run of the collector.
type run struct {
	*collect.Scan
	client *sdk.Client
}

func collectKeys(ctx context.Context, s *collect.Scan) error {
	r := run{s, sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })}
	keys, broken := r.list(ctx)
	if len(keys) == 0 {
		return broken
	}
	aliases := r.aliases(ctx)
	// One to four calls a key: KMS describes, and answers for the rotation, policy and grants of, one key at a time.
	s.Each(ctx, len(keys), func(ctx context.Context, i int) {
		k := keys[i]
		k.Aliases = aliases(k.ID)
		if names := k.Aliases.Or(nil); len(names) > 0 {
			k.Name = names[0]
		}
		if !slices.ContainsFunc(k.Aliases.Or(nil), func(a string) bool { return strings.HasPrefix(a, reserved) }) {
			r.describe(ctx, k)
			r.details(ctx, k)
		}
		s.Emit(k)
	})
	return broken
}

func (r run) list(ctx context.Context) ([]*Key, error) {
	var keys []*Key
	for page, err := range collect.Pages(ctx, sdk.NewListKeysPaginator(r.client, &sdk.ListKeysInput{Limit: aws.Int32(1000)})) {
		if err != nil {
			return keys, err
		}
		for _, k := range page.Keys {
			id := aws.ToString(k.KeyId)
			if id == "" {
				continue
			}
			key := &Key{Ref: r.Ref(id, "kms", "key/"+id)}
			if k.KeyArn != nil {
				key.ARN = *k.KeyArn
			}
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// aliases returns the aliases of a key. A listing that broke off leaves those of every key unknown: one that was
// not listed could be any key's.
func (r run) aliases(ctx context.Context) func(id string) inventory.Fact[[]string] {
	by := map[string][]string{}
	for page, err := range collect.Pages(ctx, sdk.NewListAliasesPaginator(r.client, &sdk.ListAliasesInput{Limit: aws.Int32(100)})) {
		if err != nil {
			gap := r.Gap(ListAliases, err)
			return func(string) inventory.Fact[[]string] { return inventory.Missing[[]string](gap) }
		}
		for _, a := range page.Aliases {
			// An alias that AWS reserves for a service that the account does not use yet has no target.
			if id := aws.ToString(a.TargetKeyId); id != "" {
				by[id] = append(by[id], aws.ToString(a.AliasName))
			}
		}
	}
	return func(id string) inventory.Fact[[]string] {
		slices.Sort(by[id])
		return inventory.Known(by[id])
	}
}

func (r run) describe(ctx context.Context, k *Key) {
	out, err := r.client.DescribeKey(ctx, &sdk.DescribeKeyInput{KeyId: &k.ID})
	if err != nil {
		k.undescribed(r.Gap(DescribeKey, err))
		return
	}
	m := out.KeyMetadata
	k.KeyManager = inventory.FromEnum(m.KeyManager)
	k.KeyState = inventory.FromEnum(m.KeyState)
	k.KeySpec = inventory.FromEnum(m.KeySpec)
	k.Origin = inventory.FromEnum(m.Origin)
	k.CreationDate = utc(m.CreationDate)
	k.MultiRegion = inventory.FromPtr(m.MultiRegion)
	if m.MultiRegion == nil {
		// The ids of multi-Region keys, and no others, begin with mrk- (Developer Guide, "Multi-Region keys in AWS KMS").
		k.MultiRegion = inventory.Known(strings.HasPrefix(k.ID, "mrk-"))
	}
	// The following are known when absent, by what the fields' comments cite; their state or origin must be known
	// for that, or else nothing in the answer says that they are absent on purpose.
	k.DeletionDate = whenTold(k.KeyState, m.KeyState == types.KeyStatePendingDeletion, m.DeletionDate != nil, aws.ToTime(m.DeletionDate).UTC())
	k.PendingDeletionWindowInDays = whenTold(k.KeyState, m.KeyState == types.KeyStatePendingReplicaDeletion, m.PendingDeletionWindowInDays != nil, aws.ToInt32(m.PendingDeletionWindowInDays))
	// Material that is still to be imported has no expiration yet.
	imported := m.Origin == types.OriginTypeExternal && m.KeyState != types.KeyStatePendingImport
	k.ExpirationModel = whenTold(k.Origin, imported, m.ExpirationModel != "", string(m.ExpirationModel))
	k.ValidTo = whenTold(k.ExpirationModel, m.ExpirationModel == types.ExpirationModelTypeKeyMaterialExpires, m.ValidTo != nil, aws.ToTime(m.ValidTo).UTC())
	k.CustomKeyStoreID = whenTold(k.Origin, m.Origin == types.OriginTypeAwsCloudhsm || m.Origin == types.OriginTypeExternalKeyStore, m.CustomKeyStoreId != nil, aws.ToString(m.CustomKeyStoreId))
	k.MultiRegionConfiguration = whenTold(k.MultiRegion, k.MultiRegion.Or(false), m.MultiRegionConfiguration != nil, multiRegion(m.MultiRegionConfiguration))
}

// whenTold is a fact that KMS answers only under a condition: known when it is there, known to be nothing when the
// condition is known and not met, and otherwise missing.
func whenTold[C, V any](condition inventory.Fact[C], met, there bool, v V) inventory.Fact[V] {
	if there {
		return inventory.Known(v)
	}
	if _, gap := condition.Get(); gap != nil || met {
		return inventory.FromPtr[V](nil)
	}
	var none V
	return inventory.Known(none)
}

func utc(t *time.Time) inventory.Fact[time.Time] {
	if t == nil {
		return inventory.FromPtr(t)
	}
	return inventory.Known(t.UTC())
}

func multiRegion(c *types.MultiRegionConfiguration) MultiRegion {
	if c == nil {
		return MultiRegion{}
	}
	m := MultiRegion{MultiRegionKeyType: string(c.MultiRegionKeyType)}
	if c.PrimaryKey != nil {
		m.PrimaryKey = aws.ToString(c.PrimaryKey.Arn)
	}
	for _, k := range c.ReplicaKeys {
		m.ReplicaKeys = append(m.ReplicaKeys, aws.ToString(k.Arn))
	}
	slices.Sort(m.ReplicaKeys)
	return m
}

func (k *Key) undescribed(gap *inventory.Gap) {
	text, date := inventory.Missing[string](gap), inventory.Missing[time.Time](gap)
	k.KeyManager, k.KeyState, k.KeySpec, k.Origin, k.ExpirationModel, k.CustomKeyStoreID = text, text, text, text, text, text
	k.CreationDate, k.DeletionDate, k.ValidTo = date, date, date
	k.PendingDeletionWindowInDays = inventory.Missing[int32](gap)
	k.MultiRegion, k.MultiRegionConfiguration = inventory.Missing[bool](gap), inventory.Missing[MultiRegion](gap)
}

// details makes the wanted calls of a key. It makes none for a key that AWS manages, whose policy, rotation and
// grants are AWS's, and all of them for one of which it is not known.
func (r run) details(ctx context.Context, k *Key) {
	if k.KeyManager.Or("") == string(types.KeyManagerTypeAws) {
		return
	}
	if r.Wants(GetKeyRotationStatus) && k.rotates() {
		out, err := r.client.GetKeyRotationStatus(ctx, &sdk.GetKeyRotationStatusInput{KeyId: &k.ID})
		if out == nil {
			out = &sdk.GetKeyRotationStatusOutput{}
		}
		k.KeyRotationEnabled = collect.Answer(r.Scan, GetKeyRotationStatus, out.KeyRotationEnabled, err)
	}
	if r.Wants(GetKeyPolicy) {
		policy := ""
		out, err := r.client.GetKeyPolicy(ctx, &sdk.GetKeyPolicyInput{KeyId: &k.ID, PolicyName: aws.String("default")})
		if err == nil {
			policy = aws.ToString(out.Policy)
		}
		k.Policy = collect.Answer(r.Scan, GetKeyPolicy, policy, err)
	}
	if r.Wants(ListGrants) && k.KeyState.Or("") != string(types.KeyStatePendingDeletion) {
		k.Grants = r.grants(ctx, k.ID)
	}
	if r.Wants(ListResourceTags) {
		k.Tags = r.tags(ctx, k.ID)
	}
}

// rotates reports whether KMS can rotate the key by itself, as far as is known.
func (k *Key) rotates() bool {
	return k.KeySpec.Or("") == string(types.KeySpecSymmetricDefault) && k.Origin.Or("") == string(types.OriginTypeAwsKms) &&
		!slices.Contains([]string{string(types.KeyStateDisabled), string(types.KeyStatePendingDeletion), string(types.KeyStatePendingReplicaDeletion)}, k.KeyState.Or(""))
}

func (r run) grants(ctx context.Context, id string) inventory.Fact[[]Grant] {
	var all []Grant
	for page, err := range collect.Pages(ctx, sdk.NewListGrantsPaginator(r.client, &sdk.ListGrantsInput{KeyId: &id, Limit: aws.Int32(100)})) {
		if err != nil {
			return collect.Answer[[]Grant](r.Scan, ListGrants, nil, err)
		}
		for _, g := range page.Grants {
			all = append(all, grant(g))
		}
	}
	return inventory.Known(all)
}

func grant(g types.GrantListEntry) Grant {
	out := Grant{
		GrantID: aws.ToString(g.GrantId), Name: aws.ToString(g.Name), GranteePrincipal: aws.ToString(g.GranteePrincipal), GranteeServicePrincipal: aws.ToString(g.GranteeServicePrincipal),
		RetiringPrincipal: aws.ToString(g.RetiringPrincipal), IssuingAccount: aws.ToString(g.IssuingAccount),
	}
	if g.CreationDate != nil {
		out.CreationDate = g.CreationDate.UTC()
	}
	for _, o := range g.Operations {
		out.Operations = append(out.Operations, string(o))
	}
	if c := g.Constraints; c != nil {
		out.Constraints = GrantConstraints{
			EncryptionContextEquals: slices.Sorted(maps.Keys(c.EncryptionContextEquals)), EncryptionContextSubset: slices.Sorted(maps.Keys(c.EncryptionContextSubset)),
			SourceArn: aws.ToString(c.SourceArn),
		}
	}
	return out
}

func (r run) tags(ctx context.Context, id string) inventory.Fact[map[string]string] {
	all := map[string]string{}
	for page, err := range collect.Pages(ctx, sdk.NewListResourceTagsPaginator(r.client, &sdk.ListResourceTagsInput{KeyId: &id, Limit: aws.Int32(50)})) {
		if err != nil {
			return collect.Answer[map[string]string](r.Scan, ListResourceTags, nil, err)
		}
		for _, t := range page.Tags {
			all[aws.ToString(t.TagKey)] = aws.ToString(t.TagValue)
		}
	}
	return inventory.Known(all)
}
