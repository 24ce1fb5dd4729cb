// Package sfn judges the state machines of AWS Step Functions: their logs, keys and roles, and what stands in their
// definitions.
package sfn

import "demarc/checks"

// Checks lists every check of Step Functions, sorted by id.
var Checks = []checks.Checker{
	StateMachineKey,
	StateMachineLogging,
	StateMachineNoSecrets,
	StateMachineRoleNotAdmin,
	StateMachineTracing,
}
