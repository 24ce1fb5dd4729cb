// Package batch collects what AWS Batch says of the compute environments and job definitions of an account and region.
// Types and facts keep the names of the API reference (https://docs.aws.amazon.com/batch/latest/APIReference). This is
// the only package that links the Batch client.
//
// # Calls
//
// Two paginated lists with everything in them, at 100 items a page: 1 DescribeComputeEnvironments, and
// DescribeJobDefinitions for those that are ACTIVE. Nothing is asked of one item.
package batch

import "demarc/inventory"

// The calls of Batch. The action that each needs bears its name (Service Authorization Reference, "Actions for AWS
// Batch").
var (
	DescribeComputeEnvironments = call("DescribeComputeEnvironments")
	DescribeJobDefinitions      = call("DescribeJobDefinitions")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "Batch", Op: op, Needs: []string{"batch:" + op}}
}
