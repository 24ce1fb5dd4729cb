// Package dynamodb collects what Amazon DynamoDB says of the tables of an account and region and of their streams. Types
// and facts keep the names of the API reference (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference). This is
// the only package that links the DynamoDB client.
//
// # Calls
//
// ListTables tells names alone, and DescribeTable describes one table; it is also what says that a table has a stream.
// GetResourcePolicy answers for one table or stream and is made only where a check that reads policies is selected. None of
// them has a batch form: 100 tables, 20 of them with streams, are 1 ListTables, 100 DescribeTable and 120
// GetResourcePolicy. TestCalls holds a tenth of it.
package dynamodb

import "demarc/inventory"

// The calls of DynamoDB. The action that each needs bears its name (Service Authorization Reference, "Actions for Amazon
// DynamoDB"). A table or stream without a policy is a PolicyNotFoundException (API reference, GetResourcePolicy).
var (
	ListTables        = call("ListTables")
	DescribeTable     = call("DescribeTable")
	GetResourcePolicy = call("GetResourcePolicy", "PolicyNotFoundException")
)

func call(op string, absent ...string) *inventory.Call {
	return &inventory.Call{Service: "DynamoDB", Op: op, Needs: []string{"dynamodb:" + op}, Absent: absent}
}
