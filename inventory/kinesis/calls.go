// Package kinesis collects what Amazon Kinesis Data Streams says of the streams of an account and region. Types and facts
// keep the names of the API reference (https://docs.aws.amazon.com/kinesis/latest/APIReference). No record is ever read.
// This is the only package that links the Kinesis client.
//
// # Calls
//
// ListStreams answers 100 streams in a page, with names and states, so that each costs one DescribeStreamSummary for its
// encryption and retention and one GetResourcePolicy; neither has a batch form, and each is made only where a check reads
// it. 50 streams are 101 calls. DescribeStream would tell less for more: it lists the shards as well.
package kinesis

import "demarc/inventory"

// The calls of Kinesis (Service Authorization Reference, "Actions for Amazon Kinesis Data Streams").
var (
	ListStreams           = call("ListStreams")
	DescribeStreamSummary = call("DescribeStreamSummary")
	// GetResourcePolicy answers an empty document for a stream without a policy, and by its reference
	// ResourceNotFoundException for what is not there.
	GetResourcePolicy = call("GetResourcePolicy")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "Kinesis", Op: op, Needs: []string{"kinesis:" + op}}
}
