package sfn

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// A StateMachine is a workflow of AWS Step Functions. Its id is its name.
type StateMachine struct {
	inventory.Ref
	// MachineType is STANDARD or EXPRESS.
	MachineType inventory.Fact[string] `json:"type,omitzero"`

	// RoleARN is the role that the state machine acts as.
	RoleARN inventory.Fact[string] `json:"roleArn,omitzero" call:"DescribeStateMachine"`
	// LogLevel is ALL, ERROR, FATAL or OFF, and LogGroups the ARNs of the log groups that it writes to.
	LogLevel  inventory.Fact[string]   `json:"loggingConfiguration.level,omitzero" call:"DescribeStateMachine"`
	LogGroups inventory.Fact[[]string] `json:"loggingConfiguration.destinations,omitzero" call:"DescribeStateMachine"`
	// TracingEnabled is whether X-Ray traces executions.
	TracingEnabled inventory.Fact[bool] `json:"tracingConfiguration.enabled,omitzero" call:"DescribeStateMachine"`
	// EncryptionType is AWS_OWNED_KEY or CUSTOMER_MANAGED_KMS_KEY, and KMSKeyID that key; empty for the former.
	EncryptionType inventory.Fact[string] `json:"encryptionConfiguration.type,omitzero" call:"DescribeStateMachine"`
	KMSKeyID       inventory.Fact[string] `json:"encryptionConfiguration.kmsKeyId,omitzero" call:"DescribeStateMachine"`
	// Secrets are the kinds of secrets in the definition and their lines. The definition itself is not kept.
	Secrets inventory.Fact[[]secrets.Finding] `json:"definition,omitzero" call:"DescribeStateMachine"`
}

// StateMachineType describes kind sfn.state_machine.
var StateMachineType = inventory.Describe[StateMachine]("sfn.state_machine", ListStateMachines, DescribeStateMachine, ListTagsForResource).Of(responsibility.StepFunctionsStateMachine)

// Type implements inventory.Resource.
func (*StateMachine) Type() *inventory.Type { return StateMachineType }

// Classify implements inventory.Resource.
func (*StateMachine) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.StepFunctionsStateMachine, Why: "ListStateMachines lists it"}
}
