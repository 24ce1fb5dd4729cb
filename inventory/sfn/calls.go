// Package sfn collects what AWS Step Functions says of the state machines of an account and region. Types and facts keep
// the names of the API reference (https://docs.aws.amazon.com/step-functions/latest/apireference). This is the only
// package that links the Step Functions client.
//
// # Calls
//
// ListStateMachines tells names alone, so that each state machine costs one DescribeStateMachine, for which there is no
// batch form: 200 state machines are 1 ListStateMachines and 200 DescribeStateMachine. One whose definition is encrypted
// with a key that the caller may not use costs a second one, without the definition.
package sfn

import "demarc/inventory"

// The calls of Step Functions. The prefix of its actions is states (Service Authorization Reference, "Actions for AWS
// Step Functions").
var (
	ListStateMachines    = call("ListStateMachines")
	DescribeStateMachine = call("DescribeStateMachine")
	// ListTagsForResource brings Ref.Tags; no check reads them, so only a selection by tag asks for it.
	ListTagsForResource = call("ListTagsForResource")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "SFN", Op: op, Needs: []string{"states:" + op}}
}
