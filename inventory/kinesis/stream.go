package kinesis

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// StreamType describes kind kinesis.stream.
var StreamType = inventory.Describe[Stream]("kinesis.stream", ListStreams, DescribeStreamSummary, GetResourcePolicy).Of(responsibility.KinesisStream)

// A Stream is a data stream. Its id is its name.
type Stream struct {
	inventory.Ref

	EncryptionType inventory.Fact[string] `json:"StreamDescriptionSummary.EncryptionType,omitzero" call:"DescribeStreamSummary"` // NONE, KMS
	// KeyID is the KMS key, as its id, ARN or alias; empty without encryption.
	KeyID inventory.Fact[string] `json:"StreamDescriptionSummary.KeyId,omitzero" call:"DescribeStreamSummary"`
	// RetentionPeriodHours is how long records can be read again.
	RetentionPeriodHours inventory.Fact[int32] `json:"StreamDescriptionSummary.RetentionPeriodHours,omitzero" call:"DescribeStreamSummary"`

	// Policy is the resource policy as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"Policy,omitzero" call:"GetResourcePolicy"`
}

// Type implements inventory.Resource.
func (*Stream) Type() *inventory.Type { return StreamType }

// Classify implements inventory.Resource.
func (*Stream) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.KinesisStream, Why: "ListStreams lists it"}
}
