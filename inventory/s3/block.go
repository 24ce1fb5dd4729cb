package s3

import (
	"demarc/inventory"
)

// A PublicAccessBlock is what the account, a bucket or an access point says of public access. What is in force on a
// bucket is each setting that any of them has. The zero value blocks nothing, which is what AWS documents for a level
// that has no such configuration.
type PublicAccessBlock struct {
	BlockPublicAcls       bool `json:"BlockPublicAcls"`       // refuses new public ACLs
	IgnorePublicAcls      bool `json:"IgnorePublicAcls"`      // takes the effect from public ACLs
	BlockPublicPolicy     bool `json:"BlockPublicPolicy"`     // refuses new public policies
	RestrictPublicBuckets bool `json:"RestrictPublicBuckets"` // confines a public policy to AWS services and the account
}

// Or returns the settings that either of two levels has.
func (b PublicAccessBlock) Or(c PublicAccessBlock) PublicAccessBlock {
	return PublicAccessBlock{b.BlockPublicAcls || c.BlockPublicAcls, b.IgnorePublicAcls || c.IgnorePublicAcls, b.BlockPublicPolicy || c.BlockPublicPolicy, b.RestrictPublicBuckets || c.RestrictPublicBuckets}
}

// Off returns the names of the settings that are off, in the API's order.
func (b PublicAccessBlock) Off() []string {
	var off []string
	for _, s := range []struct {
		name string
		on   bool
	}{
		{"BlockPublicAcls", b.BlockPublicAcls}, {"IgnorePublicAcls", b.IgnorePublicAcls}, {"BlockPublicPolicy", b.BlockPublicPolicy}, {"RestrictPublicBuckets", b.RestrictPublicBuckets},
	} {
		if !s.on {
			off = append(off, s.name)
		}
	}
	return off
}

// blockOf reads the four settings of an answer. One that lacks any of them has not told.
func blockOf(acls, ignore, policy, restrict *bool) inventory.Fact[PublicAccessBlock] {
	if acls == nil || ignore == nil || policy == nil || restrict == nil {
		return inventory.FromPtr[PublicAccessBlock](nil)
	}
	return inventory.Known(PublicAccessBlock{*acls, *ignore, *policy, *restrict})
}
