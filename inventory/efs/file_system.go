package efs

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A FileSystem is a file system of EFS. Its id is its FileSystemId.
type FileSystem struct {
	inventory.Ref

	LifeCycleState inventory.Fact[string] `json:"LifeCycleState,omitzero"`
	Encrypted      inventory.Fact[bool]   `json:"Encrypted,omitzero"`
	// KMSKeyID is the ARN of the key; empty where the file system is not encrypted.
	KMSKeyID inventory.Fact[string] `json:"KmsKeyId,omitzero"`

	// Policy is the file system policy as JSON text; empty when there is none: then EFS lets in every client that reaches
	// a mount target (user guide, "Using IAM to control file system data access").
	Policy inventory.Fact[string] `json:"Policy,omitzero" call:"DescribeFileSystemPolicy"`
	// BackupPolicyStatus is ENABLED, ENABLING, DISABLED or DISABLING; empty when there is no backup policy.
	BackupPolicyStatus inventory.Fact[string] `json:"BackupPolicy.Status,omitzero" call:"DescribeBackupPolicy"`
	// MountTargets are where clients reach the file system, without those that are being deleted.
	MountTargets inventory.Fact[[]MountTarget] `json:"MountTargets,omitzero" call:"DescribeMountTargets"`
}

// A MountTarget is the address of a file system in a subnet.
type MountTarget struct {
	MountTargetID      string `json:"MountTargetId"`
	SubnetID           string `json:"SubnetId"`
	NetworkInterfaceID string `json:"NetworkInterfaceId"`
}

// An AccessPoint is a way into a file system that can set a directory and a user for all who take it. Its id is its
// AccessPointId.
type AccessPoint struct {
	inventory.Ref

	FileSystemID inventory.Fact[string] `json:"FileSystemId,omitzero"`
	// RootDirectoryPath is "/" where the access point shows the whole file system.
	RootDirectoryPath inventory.Fact[string] `json:"RootDirectory.Path,omitzero"`
	// PosixUser is "UID:GID" of the user that every client of the access point is; empty where each client says who it is.
	PosixUser inventory.Fact[string] `json:"PosixUser,omitzero"`
}

// The kinds of EFS. Access points have the row of file systems in the matrix.
var (
	FileSystemType  = inventory.Describe[FileSystem]("efs.file_system", DescribeFileSystems, DescribeFileSystemPolicy, DescribeBackupPolicy, DescribeMountTargets).Of(responsibility.EFSFileSystem)
	AccessPointType = inventory.Describe[AccessPoint]("efs.access_point", DescribeAccessPoints).Of(responsibility.EFSFileSystem)
)

// Type implements inventory.Resource.
func (*FileSystem) Type() *inventory.Type { return FileSystemType }

// Classify implements inventory.Resource.
func (*FileSystem) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EFSFileSystem, Why: "DescribeFileSystems lists it"}
}

// Type implements inventory.Resource.
func (*AccessPoint) Type() *inventory.Type { return AccessPointType }

// Classify implements inventory.Resource.
func (*AccessPoint) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EFSFileSystem, Why: "the access point of a file system"}
}
