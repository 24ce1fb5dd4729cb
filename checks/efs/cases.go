package efs

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/efs"
)

const caseARN = "arn:aws:elasticfilesystem:" + checks.CaseRegion + ":" + checks.CaseAccount + ":file-system/fs-0a1b2c3d"

// denied is a fact that could not be read.
func denied[V any](call *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: call.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: call.Needs})
}

// fileSystem is one with which nothing is wrong, with the changes.
func fileSystem(changes ...func(*efs.FileSystem)) efs.FileSystem {
	f := efs.FileSystem{
		Ref:            inventory.Ref{ID: "fs-0a1b2c3d", Name: "manifests", ARN: caseARN, Region: checks.CaseRegion},
		LifeCycleState: inventory.Known("available"), Encrypted: inventory.Known(true), KMSKeyID: inventory.Known(customerkey.ExampleARN),
		Policy: inventory.Known(""), BackupPolicyStatus: inventory.Known("ENABLED"),
		MountTargets: inventory.Known([]efs.MountTarget{{MountTargetID: "fsmt-1", SubnetID: "subnet-1", NetworkInterfaceID: "eni-1"}}),
	}
	for _, change := range changes {
		change(&f)
	}
	return f
}

// accessPoint is one with which nothing is wrong, with the changes.
func accessPoint(changes ...func(*efs.AccessPoint)) efs.AccessPoint {
	a := efs.AccessPoint{
		Ref:          inventory.Ref{ID: "fsap-0a1b2c3d", Name: "scanners", Region: checks.CaseRegion},
		FileSystemID: inventory.Known("fs-0a1b2c3d"), RootDirectoryPath: inventory.Known("/scans"), PosixUser: inventory.Known("1000:1000"),
	}
	for _, change := range changes {
		change(&a)
	}
	return a
}

// examples are file systems with policies. Those that EFS itself writes name no resource: the file system is meant.
var examples = resourcepolicy.Examples[efs.FileSystem]{
	With: func(p inventory.Fact[string]) efs.FileSystem {
		return fileSystem(func(f *efs.FileSystem) { f.Policy = p })
	},
	Call: efs.DescribeFileSystemPolicy, Action: "elasticfilesystem:ClientMount", ARN: caseARN,
}

func policyOf(f *efs.FileSystem) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: f.Policy, Type: "efs.file_system", ARN: f.ARN}
}

// withoutPolicy is what a file system without a policy means (user guide, "Using IAM to control file system data access"):
// EFS asks no client who it is, and the network alone bounds who gets in.
const withoutPolicy = "there is no policy: every client that reaches a mount target may mount the file system, and is root in it; nobody gets in who does not reach one"

// throughMountTarget is the policy that the console writes to let clients in without IAM: by mount targets only.
const throughMountTarget = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["elasticfilesystem:ClientMount","elasticfilesystem:ClientWrite"],` +
	`"Condition":{"Bool":{"elasticfilesystem:AccessedViaMountTarget":"true"}}}]}`
