// Package secretsmanager judges the secrets of AWS Secrets Manager.
package secretsmanager

import "demarc/checks"

// Checks lists every check of Secrets Manager, sorted by id.
var Checks = []checks.Checker{
	SecretCustomerKey,
	SecretPolicyNotPublic,
	SecretPolicySourceBound,
	SecretPolicyTrustedAccounts,
	SecretRotated,
	SecretRotationEnabled,
	SecretRotationSuccessful,
	SecretUsed,
}
