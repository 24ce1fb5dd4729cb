package s3

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketEncryptionKeyUsable follows the default encryption to its key.
var BucketEncryptionKeyUsable = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-encryption-key-usable",
		Title:    "The key of the default encryption is the account's, and can be used",
		Duty:     responsibility.KeyManagement,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "When the key is disabled or deleted, uploads fail and the objects that it encrypted cannot be read; with another account's key that account decides when. The bucket itself shows nothing of it.",
		Fix:      "Enable the key or cancel its deletion (aws kms enable-key, aws kms cancel-key-deletion), or set another: aws s3api put-bucket-encryption. Name another account's key in trustedAccounts if it is meant.",
		Refs: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
			"https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
		},
	},
	Reads: []*inventory.Call{s3.GetBucketEncryption},
	With:  []inventory.Want{{Type: kms.KeyType, Calls: []*inventory.Call{kms.ListAliases, kms.DescribeKey}}},
	Run:   bucketEncryptionKeyUsable,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "enabled", Given: withKey(caseKeyARN), With: []inventory.Resource{key("Enabled", "alias/orders")}, Want: checks.Pass},
		{Name: "enabled_by_id", Given: withKey(caseKeyID), With: []inventory.Resource{key("Enabled", "alias/orders")}, Want: checks.Pass},
		{Name: "enabled_by_alias", Given: withKey("alias/orders"), With: []inventory.Resource{key("Enabled", "alias/orders")}, Want: checks.Pass},
		{Name: "enabled_by_alias_arn", Given: withKey("arn:aws:kms:eu-central-1:111122223333:alias/orders"), With: []inventory.Resource{key("Enabled", "alias/orders")}, Want: checks.Pass},
		{Name: "disabled", Given: withKey(caseKeyARN), With: []inventory.Resource{key("Disabled", "alias/orders")}, Want: checks.Fail},
		{Name: "gone", Given: withKey(caseKeyARN), Want: checks.Fail},
		{Name: "alias_gone", Given: withKey("alias/orders"), With: []inventory.Resource{key("Enabled", "alias/other")}, Want: checks.Fail},
		{Name: "gone_or_not_listed", Given: withKey(caseKeyARN), Incomplete: []inventory.Kind{kms.KeyType.Kind}, Want: checks.Unknown},
		{Name: "other_account", Given: withKey("arn:aws:kms:eu-central-1:444455556666:key/" + caseKeyID), Want: checks.Fail},
		{Name: "trusted_account", Given: withKey("arn:aws:kms:eu-central-1:444455556666:key/" + caseKeyID), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Unknown},
		{Name: "key_of_aws", Given: withKey(""), Want: checks.Pass},
		{Name: "key_of_aws_by_arn", Given: withKey(caseKeyARN), With: []inventory.Resource{&kms.Key{Ref: inventory.Ref{ID: caseKeyID, Region: checks.CaseRegion}, Aliases: inventory.Known([]string{"alias/aws/s3"})}}, Want: checks.Pass},
		{Name: "key_of_s3", Given: bucket(), Want: checks.NotApplicable},
		{Name: "denied", Given: bucket(noEncryption), Want: checks.Unknown},
	},
}

const (
	caseKeyID  = "1234abcd-12ab-34cd-56ef-1234567890ab"
	caseKeyARN = "arn:aws:kms:" + checks.CaseRegion + ":" + checks.CaseAccount + ":key/" + caseKeyID
)

func withKey(id string) s3.Bucket {
	return bucket(encryption(s3.EncryptionRule{SSEAlgorithm: "aws:kms", KMSMasterKeyID: id}))
}

func key(state, alias string) *kms.Key {
	return &kms.Key{Ref: inventory.Ref{ID: caseKeyID, ARN: caseKeyARN, Region: checks.CaseRegion}, KeyState: inventory.Known(state), Aliases: inventory.Known([]string{alias})}
}

// keysByAlias finds keys by the names of their aliases.
var keysByAlias = &checks.Index[kms.Key]{Keys: func(k *kms.Key) inventory.Fact[[]string] { return k.Aliases }}

func bucketEncryptionKeyUsable(v *checks.View[s3.Bucket]) checks.Verdict {
	rules, _ := checks.Read(v, v.Resource.EncryptionRules)
	rule := defaultRule(rules)
	if !strings.HasPrefix(rule.SSEAlgorithm, "aws:kms") {
		return v.NotApplicable("the default encryption uses no KMS key")
	}
	named, region := rule.KMSMasterKeyID, v.Resource.Region
	if parts := strings.SplitN(named, ":", 6); len(parts) == 6 {
		if parts[4] != v.Account() {
			if len(v.Policy().Outsiders([]string{parts[4]}, nil)) == 0 {
				return v.Unknown("the key is of trusted account %s, where its state cannot be read", parts[4])
			}
			return v.Fail("the key is of account %s", parts[4])
		}
		region, named = parts[3], strings.TrimPrefix(parts[5], "key/")
	}
	var k *kms.Key
	switch {
	case named == "" || named == "alias/aws/s3":
		return v.Pass("the key is the one that AWS manages for S3 (aws/s3)")
	case strings.HasPrefix(named, "alias/"):
		if found := checks.Referrers(v, keysByAlias, named); len(found) > 0 {
			k = found[0]
		}
	default:
		k, _ = checks.Find[kms.Key](v, region, named)
	}
	if k == nil {
		return v.Fail("key %s is not there: it was deleted, or never was", named)
	}
	aliases, _ := checks.Read(v, k.Aliases)
	if slices.ContainsFunc(aliases, func(a string) bool { return strings.HasPrefix(a, "alias/aws/") }) {
		return v.Pass("the key is one that AWS manages (%s)", checks.First(aliases, 1))
	}
	is, _ := checks.Read(v, k.KeyState)
	if is == "Enabled" || is == "Updating" {
		return v.Pass("key %s is %s", k.ID, is)
	}
	return v.Fail("key %s is %s: what it encrypted cannot be read", k.ID, is)
}
