// Package ec2 collects what the EC2 API says of compute, storage, networks and a region's settings.
//
// Types and facts keep the names of the API reference (https://docs.aws.amazon.com/AWSEC2/latest/APIReference). The
// calls on networks stand in calls_network.go. This is the only package that links the EC2 client.
package ec2

import "demarc/inventory"

// Lists of the compute, storage and region settings.
var (
	DescribeRegions                = call("DescribeRegions")
	DescribeInstances              = call("DescribeInstances")
	DescribeHosts                  = call("DescribeHosts")
	DescribeVolumes                = call("DescribeVolumes")
	DescribeSnapshots              = call("DescribeSnapshots")
	DescribeSpotFleetRequests      = call("DescribeSpotFleetRequests")
	DescribeImages                 = call("DescribeImages")
	DescribeLaunchTemplateVersions = call("DescribeLaunchTemplateVersions")
)

// Details.
var (
	DescribeInstanceTypes             = call("DescribeInstanceTypes")
	DescribeInstanceAttribute         = call("DescribeInstanceAttribute")
	DescribeInstanceImageMetadata     = call("DescribeInstanceImageMetadata")
	DescribeSnapshotAttribute         = call("DescribeSnapshotAttribute")
	DescribeImageAttribute            = call("DescribeImageAttribute")
	GetEbsEncryptionByDefault         = call("GetEbsEncryptionByDefault")
	GetEbsDefaultKmsKeyID             = call("GetEbsDefaultKmsKeyId")
	GetSnapshotBlockPublicAccessState = call("GetSnapshotBlockPublicAccessState")
	GetImageBlockPublicAccessState    = call("GetImageBlockPublicAccessState")
	GetInstanceMetadataDefaults       = call("GetInstanceMetadataDefaults")
	GetSerialConsoleAccessStatus      = call("GetSerialConsoleAccessStatus")
	GetAllowedImagesSettings          = call("GetAllowedImagesSettings")
)

// call declares an EC2 operation. EC2 names the IAM action of each of these operations as the operation itself
// (Service Authorization Reference, "Actions defined by Amazon EC2"), and has no error code for "there is none".
func call(op string) *inventory.Call {
	return &inventory.Call{Service: "EC2", Op: op, Needs: []string{"ec2:" + op}}
}
