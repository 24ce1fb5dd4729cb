package kms

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeySingleRegion makes visible which keys have copies of their material elsewhere.
var KeySingleRegion = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-single-region",
		Title:    "Keys keep their material in one Region",
		Duty:     responsibility.KeyManagement,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A multi-Region key has the same material in several Regions, each with a policy of its own: the weakest of them protects the data of all, and data that must stay in one country can be decrypted in another.",
		Fix:      "Where no application needs the same ciphertext in two Regions, create a single-Region key and move to it. A multi-Region key cannot be changed into one; where it is needed, accept the finding.",
		Refs:     []string{"https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html"},
	},
	Reads: []*inventory.Call{kms.DescribeKey},
	Run:   keySingleRegion,
	Cases: []checks.Case[kms.Key]{
		{Name: "one_region", Given: key(), Want: checks.Pass},
		{Name: "primary", Given: key(func(k *kms.Key) {
			k.MultiRegion = inventory.Known(true)
			k.MultiRegionConfiguration = inventory.Known(kms.MultiRegion{MultiRegionKeyType: "PRIMARY", PrimaryKey: caseARN, ReplicaKeys: []string{"arn:aws:kms:us-east-1:111122223333:key/mrk-1"}})
		}), Want: checks.Fail},
		{Name: "not_told", Given: key(func(k *kms.Key) { k.MultiRegion = inventory.FromPtr[bool](nil) }), Want: checks.Unknown},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

func keySingleRegion(v *checks.View[kms.Key]) checks.Verdict {
	if multi, _ := checks.Read(v, v.Resource.MultiRegion); !multi {
		return v.Pass("MultiRegion is false")
	}
	c, _ := checks.Peek(v, v.Resource.MultiRegionConfiguration)
	if c.MultiRegionKeyType == "REPLICA" {
		return v.Fail("the key is a replica of %s", c.PrimaryKey)
	}
	return v.Fail("the key is the primary of a multi-Region key; its replicas: %s", checks.First(c.ReplicaKeys, 3))
}
