// Package sqs judges the queues of Amazon SQS.
package sqs

import "demarc/checks"

// Checks lists every check of SQS, sorted by id.
var Checks = []checks.Checker{
	QueueCustomerKey,
	QueueDeadLetters,
	QueueEncrypted,
	QueuePolicyNotPublic,
	QueuePolicySourceBound,
	QueuePolicyTrustedAccounts,
	QueueTLSOnly,
}
