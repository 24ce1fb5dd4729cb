package kms

import (
	"strings"
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Key is a KMS key of the account. Its id is the KeyId, its name the first of its aliases.
//
// For a key that AWS manages (see Classify) only the aliases are read.
type Key struct {
	inventory.Ref
	// Aliases are the names of the aliases that point to the key, with their prefix "alias/", sorted; empty when
	// there are none.
	Aliases inventory.Fact[[]string] `json:"Aliases.AliasName,omitzero" call:"ListAliases"`

	KeyManager   inventory.Fact[string]    `json:"KeyMetadata.KeyManager,omitzero" call:"DescribeKey"`
	KeyState     inventory.Fact[string]    `json:"KeyMetadata.KeyState,omitzero" call:"DescribeKey"`
	KeySpec      inventory.Fact[string]    `json:"KeyMetadata.KeySpec,omitzero" call:"DescribeKey"`
	Origin       inventory.Fact[string]    `json:"KeyMetadata.Origin,omitzero" call:"DescribeKey"`
	CreationDate inventory.Fact[time.Time] `json:"KeyMetadata.CreationDate,omitzero" call:"DescribeKey"`
	// DeletionDate is when KMS deletes the key; the zero time when it will not. KMS answers it only for a key in the
	// state PendingDeletion (API reference, KeyMetadata).
	DeletionDate inventory.Fact[time.Time] `json:"KeyMetadata.DeletionDate,omitzero" call:"DescribeKey"`
	// PendingDeletionWindowInDays is the waiting period that begins with the deletion of the last replica; 0 when
	// there is none to come. KMS answers it only in the state PendingReplicaDeletion.
	PendingDeletionWindowInDays inventory.Fact[int32] `json:"KeyMetadata.PendingDeletionWindowInDays,omitzero" call:"DescribeKey"`
	// ExpirationModel is KEY_MATERIAL_EXPIRES or KEY_MATERIAL_DOES_NOT_EXPIRE for imported material, and empty for
	// keys of other origins, for which KMS omits it.
	ExpirationModel inventory.Fact[string] `json:"KeyMetadata.ExpirationModel,omitzero" call:"DescribeKey"`
	// ValidTo is when imported material expires; the zero time when it does not, for which KMS omits it.
	ValidTo inventory.Fact[time.Time] `json:"KeyMetadata.ValidTo,omitzero" call:"DescribeKey"`
	// CustomKeyStoreID is empty for a key in KMS's own store, for which KMS omits it.
	CustomKeyStoreID inventory.Fact[string] `json:"KeyMetadata.CustomKeyStoreId,omitzero" call:"DescribeKey"`
	MultiRegion      inventory.Fact[bool]   `json:"KeyMetadata.MultiRegion,omitzero" call:"DescribeKey"`
	// MultiRegionConfiguration is the zero value for a key of one region, for which KMS omits it.
	MultiRegionConfiguration inventory.Fact[MultiRegion] `json:"KeyMetadata.MultiRegionConfiguration,omitzero" call:"DescribeKey"`

	// KeyRotationEnabled is asked only of keys that KMS rotates by itself: KeySpec SYMMETRIC_DEFAULT, Origin AWS_KMS, and
	// a KeyState that is neither Disabled nor a pending deletion. Of others it stays unasked.
	KeyRotationEnabled inventory.Fact[bool] `json:"KeyRotationEnabled,omitzero" call:"GetKeyRotationStatus"`

	// Policy is the key policy (a key has exactly one, named "default") as JSON text.
	Policy inventory.Fact[string] `json:"Policy,omitzero" call:"GetKeyPolicy"`
	// Grants stay unasked of a key that is pending deletion: nobody can use it, whatever was granted.
	Grants inventory.Fact[[]Grant] `json:"Grants,omitzero" call:"ListGrants"`
}

// MultiRegion says which keys share the material of a multi-Region key.
type MultiRegion struct {
	MultiRegionKeyType string   `json:"MultiRegionKeyType,omitempty"` // PRIMARY or REPLICA
	PrimaryKey         string   `json:"PrimaryKey,omitempty"`         // its ARN
	ReplicaKeys        []string `json:"ReplicaKeys,omitempty"`        // their ARNs
}

// A Grant lets a principal use a key without a policy. Its token is never read.
type Grant struct {
	GrantID                 string           `json:"GrantId"`
	Name                    string           `json:"Name,omitempty"`
	GranteePrincipal        string           `json:"GranteePrincipal,omitempty"` // an ARN, or a service's name
	GranteeServicePrincipal string           `json:"GranteeServicePrincipal,omitempty"`
	RetiringPrincipal       string           `json:"RetiringPrincipal,omitempty"`
	IssuingAccount          string           `json:"IssuingAccount,omitempty"`
	Operations              []string         `json:"Operations,omitempty"`
	Constraints             GrantConstraints `json:"Constraints,omitzero"`
	CreationDate            time.Time        `json:"CreationDate,omitzero"`
}

// GrantConstraints are the names of what a request must bring to use a grant; the values are the application's.
type GrantConstraints struct {
	EncryptionContextEquals []string `json:"EncryptionContextEquals,omitempty"`
	EncryptionContextSubset []string `json:"EncryptionContextSubset,omitempty"`
	SourceArn               string   `json:"SourceArn,omitempty"`
}

// KeyType describes kind kms.key. Its variants are told apart by KeyManager, then by Origin.
var KeyType = inventory.Describe[Key]("kms.key", ListKeys, ListAliases, DescribeKey, GetKeyRotationStatus, GetKeyPolicy, ListGrants, ListResourceTags).Of(
	responsibility.KMSKeyAWSManaged, responsibility.KMSKeyCustomer, responsibility.KMSKeyImported, responsibility.KMSKeyCloudHSM, responsibility.KMSKeyExternal)

// Type implements inventory.Resource.
func (*Key) Type() *inventory.Type { return KeyType }

// reserved is the prefix of the aliases of keys that AWS manages; KMS refuses it to customers (CreateAlias).
const reserved = "alias/aws/"

// Classify implements inventory.Resource: KeyManager says whose key it is, Origin where its material comes from.
func (k *Key) Classify() inventory.Classification {
	for _, a := range k.Aliases.Or(nil) {
		if strings.HasPrefix(a, reserved) {
			return inventory.Classification{Variant: responsibility.KMSKeyAWSManaged, Why: "its alias is " + a + ", a name that only keys managed by AWS have"}
		}
	}
	manager, gap := k.KeyManager.Get()
	if gap != nil {
		return inventory.Classification{Why: "KeyManager is not known", Gap: gap}
	}
	switch manager {
	case "AWS":
		return inventory.Classification{Variant: responsibility.KMSKeyAWSManaged, Why: "KeyManager is AWS"}
	case "CUSTOMER":
	default:
		return inventory.Classification{Why: "KeyManager " + manager + " is not known to this build"}
	}
	origin, gap := k.Origin.Get()
	if gap != nil {
		return inventory.Classification{Why: "Origin is not known", Gap: gap}
	}
	why := "KeyManager is CUSTOMER and Origin is " + origin
	switch origin {
	case "AWS_KMS":
		return inventory.Classification{Variant: responsibility.KMSKeyCustomer, Why: why}
	case "EXTERNAL":
		return inventory.Classification{Variant: responsibility.KMSKeyImported, Why: why}
	case "AWS_CLOUDHSM":
		return inventory.Classification{Variant: responsibility.KMSKeyCloudHSM, Why: why}
	case "EXTERNAL_KEY_STORE":
		return inventory.Classification{Variant: responsibility.KMSKeyExternal, Why: why}
	}
	return inventory.Classification{Why: "Origin " + origin + " is not known to this build"}
}
