// Package backup judges the backup vaults of AWS Backup.
package backup

import "demarc/checks"

// Checks lists every check of AWS Backup, sorted by id.
var Checks = []checks.Checker{
	VaultCustomerKey,
	VaultLocked,
	VaultPolicyNotPublic,
	VaultPolicyTrustedAccounts,
}
