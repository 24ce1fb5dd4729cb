// Package efs collects what Amazon EFS says of the file systems of an account and region, of their mount targets and of
// their access points. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/efs/latest/ug/api-reference.html). This is the only package that links the EFS client.
//
// # Calls
//
// DescribeFileSystems and DescribeAccessPoints list 100 in a page. DescribeFileSystemPolicy, DescribeBackupPolicy and
// DescribeMountTargets answer for one file system and have no batch form: 20 file systems cost 1 + 1 + 3 x 20 calls at
// most, since policies are asked for only where a check that reads them is selected, and mount targets only of file systems
// that have any. The security groups of mount targets stand in EC2's network interfaces, so that
// DescribeMountTargetSecurityGroups is not needed. TestCalls holds the numbers.
package efs

import "demarc/inventory"

// The calls of EFS. The action that each needs bears its name (Service Authorization Reference, "Actions for Amazon Elastic
// File System"). A file system without a policy, or without a backup policy, is a PolicyNotFound error (API reference,
// DescribeFileSystemPolicy and DescribeBackupPolicy).
var (
	DescribeFileSystems      = call("DescribeFileSystems")
	DescribeFileSystemPolicy = call("DescribeFileSystemPolicy", "PolicyNotFound")
	DescribeBackupPolicy     = call("DescribeBackupPolicy", "PolicyNotFound")
	DescribeMountTargets     = call("DescribeMountTargets")
	DescribeAccessPoints     = call("DescribeAccessPoints")
)

func call(op string, absent ...string) *inventory.Call {
	return &inventory.Call{Service: "EFS", Op: op, Needs: []string{"elasticfilesystem:" + op}, Absent: absent}
}
