// Package backup collects what AWS Backup says of the backup vaults of an account and region. Types and facts keep the
// names of the API reference (https://docs.aws.amazon.com/aws-backup/latest/devguide/api-reference.html). This is the only
// package that links the AWS Backup client.
//
// # Calls
//
// ListBackupVaults brings all but the access policy, which GetBackupVaultAccessPolicy answers for one vault, without a batch
// form: 10 vaults are 1 + 10 calls, and 1 where no check that reads policies is selected.
package backup

import "demarc/inventory"

// The calls of AWS Backup. The action that each needs bears its name (Service Authorization Reference, "Actions for AWS
// Backup"). A vault without a policy is a ResourceNotFoundException (API reference, GetBackupVaultAccessPolicy); of a vault
// that does not exist AWS Backup says AccessDeniedException.
var (
	ListBackupVaults           = call("ListBackupVaults")
	GetBackupVaultAccessPolicy = call("GetBackupVaultAccessPolicy", "ResourceNotFoundException")
)

func call(op string, absent ...string) *inventory.Call {
	return &inventory.Call{Service: "Backup", Op: op, Needs: []string{"backup:" + op}, Absent: absent}
}
