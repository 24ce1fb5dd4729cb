package dynamodb

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Table is a table of DynamoDB. Its id is its name.
type Table struct {
	inventory.Ref

	TableStatus               inventory.Fact[string] `json:"Table.TableStatus,omitzero" call:"DescribeTable"`
	DeletionProtectionEnabled inventory.Fact[bool]   `json:"Table.DeletionProtectionEnabled,omitzero" call:"DescribeTable"`
	// KMSMasterKeyArn is the KMS key of the table; empty where the key is DynamoDB's own, for which DescribeTable has no
	// SSEDescription (developer guide, "Managing encrypted tables in DynamoDB").
	KMSMasterKeyArn inventory.Fact[string] `json:"Table.SSEDescription.KMSMasterKeyArn,omitzero" call:"DescribeTable"`
	// LatestStreamArn is empty where the table has never had a stream.
	LatestStreamArn inventory.Fact[string] `json:"Table.LatestStreamArn,omitzero" call:"DescribeTable"`

	// Policy is the table's resource policy as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"Policy,omitzero" call:"GetResourcePolicy"`
}

// A Stream is the record of a table's changes, which has a policy of its own. Its id is the end of its ARN: the table's
// name, "/stream/" and a label. Only the latest stream of a table can be told from DescribeTable.
type Stream struct {
	inventory.Ref

	// StreamEnabled is whether changes are still recorded; what was recorded can be read for 24 hours longer.
	StreamEnabled inventory.Fact[bool] `json:"Table.StreamSpecification.StreamEnabled,omitzero"`
	// Policy is the stream's resource policy as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"Policy,omitzero" call:"GetResourcePolicy"`
}

// TableType describes kind dynamodb.table.
var TableType = inventory.Describe[Table]("dynamodb.table", ListTables, DescribeTable, GetResourcePolicy).Of(responsibility.DynamoDBTable)

// StreamType describes kind dynamodb.stream, which has the row of tables in the matrix.
var StreamType = inventory.Describe[Stream]("dynamodb.stream", DescribeTable, GetResourcePolicy).Of(responsibility.DynamoDBTable)

// Type implements inventory.Resource.
func (*Table) Type() *inventory.Type { return TableType }

// Classify implements inventory.Resource.
func (*Table) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.DynamoDBTable, Why: "ListTables lists it"}
}

// Type implements inventory.Resource.
func (*Stream) Type() *inventory.Type { return StreamType }

// Classify implements inventory.Resource.
func (*Stream) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.DynamoDBTable, Why: "the stream of a table"}
}
