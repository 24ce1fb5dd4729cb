// Package sns judges the topics of Amazon SNS.
package sns

import "demarc/checks"

// Checks lists every check of SNS, sorted by id.
var Checks = []checks.Checker{
	TopicCustomerKey,
	TopicEncrypted,
	TopicPolicyNotPublic,
	TopicPolicySourceBound,
	TopicPolicyTrustedAccounts,
	TopicSubscriptionsTLS,
	TopicTLSOnly,
}
