package kms

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
)

// caseKey is the id of the key of the worked examples, and caseARN its ARN.
const (
	caseKey = "1234abcd-12ab-34cd-56ef-1234567890ab"
	caseARN = "arn:aws:kms:" + checks.CaseRegion + ":" + checks.CaseAccount + ":key/" + caseKey
)

// accountPolicy is the policy that KMS gives a key made through its API: the account's IAM policies decide.
const accountPolicy = `{"Version":"2012-10-17","Statement":[{"Sid":"Account","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}]}`

// denied is what a refused call leaves.
func denied(c *inventory.Call) *inventory.Gap {
	return &inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs}
}

// key is a symmetric key that the customer manages, in use, with the changes.
func key(changes ...func(*kms.Key)) kms.Key {
	k := kms.Key{
		Ref:        inventory.Ref{ID: caseKey, ARN: caseARN, Region: checks.CaseRegion},
		Aliases:    inventory.Known([]string{"alias/orders"}),
		KeyManager: inventory.Known("CUSTOMER"), KeyState: inventory.Known("Enabled"), KeySpec: inventory.Known("SYMMETRIC_DEFAULT"), Origin: inventory.Known("AWS_KMS"),
		DeletionDate: inventory.Known(time.Time{}), PendingDeletionWindowInDays: inventory.Known[int32](0),
		ExpirationModel: inventory.Known(""), ValidTo: inventory.Known(time.Time{}),
		MultiRegion: inventory.Known(false), MultiRegionConfiguration: inventory.Known(kms.MultiRegion{}),
		KeyRotationEnabled: inventory.Known(true), Policy: inventory.Known(accountPolicy), Grants: inventory.Known[[]kms.Grant](nil),
	}
	for _, change := range changes {
		change(&k)
	}
	return k
}

// managed is a key that AWS manages.
func managed() kms.Key {
	return kms.Key{Ref: inventory.Ref{ID: caseKey, ARN: caseARN, Region: checks.CaseRegion}, Aliases: inventory.Known([]string{"alias/aws/ebs"})}
}

func state(s string) func(*kms.Key) {
	return func(k *kms.Key) { k.KeyState = inventory.Known(s) }
}

func origin(o string) func(*kms.Key) {
	return func(k *kms.Key) { k.Origin = inventory.Known(o) }
}

func policy(text string) func(*kms.Key) {
	return func(k *kms.Key) { k.Policy = inventory.Known(text) }
}

func noPolicy(k *kms.Key) { k.Policy = inventory.Missing[string](denied(kms.GetKeyPolicy)) }
