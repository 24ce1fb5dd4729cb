// Package eventbridge judges the event buses of Amazon EventBridge.
package eventbridge

import "demarc/checks"

// Checks lists every check of EventBridge, sorted by id.
var Checks = []checks.Checker{
	BusPolicyAttached,
	BusPolicyNotPublic,
	BusPolicySourceBound,
	BusPolicyTrustedAccounts,
}
