// Package kinesis judges the streams of Amazon Kinesis Data Streams.
package kinesis

import "demarc/checks"

// Checks lists every check of Kinesis, sorted by id.
var Checks = []checks.Checker{
	StreamCustomerKey,
	StreamEncrypted,
	StreamPolicyNotPublic,
	StreamPolicySourceBound,
	StreamPolicyTrustedAccounts,
	StreamRetention,
}
