// Package kms collects what AWS KMS says of the keys of an account and region: their metadata, rotation, policy and
// grants. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/kms/latest/APIReference). This is the only package that links the KMS client.
//
// # Calls
//
// Measured on moto 5.2.1 with every detail wanted: ceil(keys/1000) ListKeys and ceil(aliases/100) ListAliases for a
// region, and for each key that the customer manages one DescribeKey, GetKeyRotationStatus, GetKeyPolicy and
// ListGrants, since KMS has no batch form of any of them. Three things make it fewer:
//
//   - A key that an alias of the form alias/aws/... names is managed by AWS: KMS reserves the prefix (API reference,
//     CreateAlias). No call is made for such a key, and its facts but the aliases stay unasked.
//   - GetKeyRotationStatus is asked only where KMS can rotate a key by itself: symmetric encryption keys whose
//     material KMS made (API reference, EnableKeyRotation), in a state in which it does.
//   - ListGrants, at 100 grants a page, is not asked of keys that are pending deletion.
package kms

import "demarc/inventory"

// The calls of KMS. The action that each needs bears its name (Service Authorization Reference, "Actions for AWS KMS").
var (
	ListKeys             = call("ListKeys")
	ListAliases          = call("ListAliases")
	DescribeKey          = call("DescribeKey")
	GetKeyRotationStatus = call("GetKeyRotationStatus")
	GetKeyPolicy         = call("GetKeyPolicy")
	ListGrants           = call("ListGrants")
	// ListResourceTags brings Ref.Tags; no check reads them, so only a selection by tag asks for it.
	ListResourceTags = call("ListResourceTags")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "KMS", Op: op, Needs: []string{"kms:" + op}}
}
