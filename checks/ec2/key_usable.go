package ec2

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
)

// keyStates is what a check on somebody's key looks at.
var keyStates = inventory.Want{Type: kms.KeyType, Calls: []*inventory.Call{kms.ListAliases, kms.DescribeKey}}

// keyUsable judges whether what is encrypted with a key can still be read tomorrow.
func keyUsable[T any](v *checks.View[T], ref *inventory.Ref, arn string) checks.Verdict {
	parts := strings.Split(arn, ":")
	if len(parts) == 6 && parts[4] != v.Account() {
		return v.Unknown("KmsKeyId is of account %s, and only that account can see the state of its key", parts[4])
	}
	if len(parts) != 6 || !strings.HasPrefix(parts[5], "key/") {
		return v.Unknown("KmsKeyId %s is no key's ARN", arn)
	}
	key, found := checks.Find[kms.Key](v, ref.Region, keyID(arn))
	if !found {
		return v.Fail("KmsKeyId is %s, a key that does not exist any more", arn)
	}
	aliases, _ := checks.Peek(v, key.Aliases) // a key about to go is the customer's, whatever its names
	for _, a := range aliases {
		if strings.HasPrefix(a, "alias/aws/") { // only keys that AWS manages have such names
			return v.NotApplicable("AWS manages the key, %s: nobody else can disable or delete it", a)
		}
	}
	state, _ := checks.Read(v, key.KeyState)
	switch state {
	case "Enabled", "Updating", "Creating":
		return v.Pass("key %s is in state %s", keyID(arn), state)
	case "PendingDeletion":
		if at, known := checks.Peek(v, key.DeletionDate); known {
			return v.Fail("key %s is in state PendingDeletion: KMS deletes it on %s, and the data is lost", keyID(arn), at.Format("2006-01-02"))
		}
	}
	return v.Fail("key %s is in state %s", keyID(arn), state)
}

// keyIn is the examples' key in a state.
func keyIn(state string) []inventory.Resource {
	return []inventory.Resource{&kms.Key{
		Ref:          caseKeyRef(),
		Aliases:      inventory.Known([]string{"alias/data"}),
		KeyManager:   inventory.Known("CUSTOMER"),
		KeyState:     inventory.Known(state),
		DeletionDate: inventory.Known(daysAgo(-7)),
	}}
}

// unnamedKey is the examples' key in a state, where its aliases could not be read.
func unnamedKey(state string) []inventory.Resource {
	keys := keyIn(state)
	keys[0].(*kms.Key).Aliases = denied[[]string](kms.ListAliases)
	return keys
}

// managedKey is the examples' key where AWS manages it: then the collector asks nothing more of it.
func managedKey() []inventory.Resource {
	return []inventory.Resource{&kms.Key{Ref: caseKeyRef(), Aliases: inventory.Known([]string{"alias/aws/ebs"})}}
}

func caseKeyRef() inventory.Ref {
	return inventory.Ref{ID: keyID(caseKey), ARN: caseKey, Account: checks.CaseAccount, Region: checks.CaseRegion}
}
