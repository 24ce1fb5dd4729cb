// Package sqs collects what Amazon SQS says of the queues of an account and region. Types and facts keep the names of the
// API reference (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference). No message is ever read. This is
// the only package that links the SQS client.
//
// # Calls
//
// ListQueues answers the URLs of up to 1,000 queues in a page and nothing else, so that each queue costs one
// GetQueueAttributes, which brings its policy, its encryption and its redrive policy together; there is no batch form. 200
// queues are 201 calls.
package sqs

import "demarc/inventory"

// The calls of SQS (Service Authorization Reference, "Actions for Amazon SQS").
var (
	ListQueues         = call("ListQueues")
	GetQueueAttributes = call("GetQueueAttributes")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "SQS", Op: op, Needs: []string{"sqs:" + op}}
}
