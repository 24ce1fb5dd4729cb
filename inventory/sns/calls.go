// Package sns collects what Amazon SNS says of the topics of an account and region, and of the account's own subscriptions
// to them. Types and facts keep the names of the API reference (https://docs.aws.amazon.com/sns/latest/api). Endpoints of
// subscriptions are people's addresses and URLs that may hold a password; they are not kept. This is the only package that
// links the SNS client.
//
// # Calls
//
// ListTopics answers 100 names in a page and nothing else, so that each topic costs one GetTopicAttributes; there is no
// batch form. ListSubscriptions answers 100 subscriptions in a page, of all topics at once. 200 topics with 500
// subscriptions are 207 calls.
package sns

import "demarc/inventory"

// The calls of SNS (Service Authorization Reference, "Actions for Amazon SNS").
var (
	ListTopics         = call("ListTopics")
	GetTopicAttributes = call("GetTopicAttributes")
	ListSubscriptions  = call("ListSubscriptions")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "SNS", Op: op, Needs: []string{"sns:" + op}}
}
