// Package efs judges the file systems and access points of Amazon EFS.
package efs

import "demarc/checks"

// Checks lists every check of EFS, sorted by id.
var Checks = []checks.Checker{
	AccessPointRootDirectory,
	AccessPointUserIdentity,
	FileSystemBackup,
	FileSystemCustomerKey,
	FileSystemEncrypted,
	FileSystemPolicyNotPublic,
	FileSystemPolicySet,
	FileSystemPolicyTrustedAccounts,
	FileSystemPrivateSubnets,
	FileSystemTLS,
}
