// Package dynamodb judges the tables of Amazon DynamoDB and their streams.
package dynamodb

import "demarc/checks"

// Checks lists every check of DynamoDB, sorted by id.
var Checks = []checks.Checker{
	StreamPolicyNotPublic,
	StreamPolicyTrustedAccounts,
	TableCustomerKey,
	TableDeletionProtection,
	TablePolicyNotPublic,
	TablePolicySourceBound,
	TablePolicyTrustedAccounts,
}
