package ec2

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// InstanceType describes instances.
var InstanceType = inventory.Describe[Instance]("ec2.instance", DescribeInstances, DescribeInstanceTypes, DescribeInstanceImageMetadata, DescribeInstanceAttribute).Of(
	responsibility.EC2InstanceManaged,
	responsibility.ECSManagedInstance,
	responsibility.EKSAutoMode,
	responsibility.EC2InstanceOutposts,
	responsibility.EC2InstanceMac,
	responsibility.EMRClusterCustomAMI,
	responsibility.EMRCluster,
	responsibility.BeanstalkEnvironmentCustomAMI,
	responsibility.BeanstalkEnvironmentUnmanaged,
	responsibility.BeanstalkEnvironment,
	responsibility.BatchComputeEnvCustomAMI,
	responsibility.BatchComputeEnvEC2,
	responsibility.EKSNodeGroupCustomAMI,
	responsibility.EKSNodeGroupManaged,
	responsibility.EKSNodesSelfManaged,
	responsibility.ECSContainerInstance,
	responsibility.EC2InstanceMetal,
	responsibility.EC2InstanceHost,
	responsibility.EC2InstanceDedicated,
	responsibility.EC2InstanceEdge,
	responsibility.EC2Instance,
)

// An Instance is a virtual machine or a whole server (DescribeInstances), with what its type and its image are.
// Instances that are terminated or being terminated are not collected: nothing of them can be changed.
type Instance struct {
	inventory.Ref

	State                 inventory.Fact[string]    `json:"State.Name,omitzero"`            // pending, running, stopping, stopped
	StateTransitionReason inventory.Fact[string]    `json:"StateTransitionReason,omitzero"` // "User initiated (2026-10-01 12:00:00 GMT)"
	LaunchTime            inventory.Fact[time.Time] `json:"LaunchTime,omitzero"`            // of the last start
	InstanceType          inventory.Fact[string]    `json:"InstanceType,omitzero"`
	VirtualizationType    inventory.Fact[string]    `json:"VirtualizationType,omitzero"` // hvm, paravirtual
	PlatformDetails       inventory.Fact[string]    `json:"PlatformDetails,omitzero"`
	UsageOperation        inventory.Fact[string]    `json:"UsageOperation,omitzero"`

	Tenancy          inventory.Fact[string]   `json:"Placement.Tenancy,omitzero"` // default, dedicated, host
	HostID           inventory.Fact[string]   `json:"Placement.HostId,omitzero"`  // empty when not on a Dedicated Host
	Affinity         inventory.Fact[string]   `json:"Placement.Affinity,omitzero"`
	AvailabilityZone inventory.Fact[string]   `json:"Placement.AvailabilityZone,omitzero"`
	OutpostARN       inventory.Fact[string]   `json:"OutpostArn,omitzero"` // empty when not on an Outpost
	Operator         inventory.Fact[Operator] `json:"Operator,omitzero"`

	HTTPEndpoint            inventory.Fact[string] `json:"MetadataOptions.HttpEndpoint,omitzero"` // enabled, disabled
	HTTPTokens              inventory.Fact[string] `json:"MetadataOptions.HttpTokens,omitzero"`   // required, optional
	HTTPPutResponseHopLimit inventory.Fact[int32]  `json:"MetadataOptions.HttpPutResponseHopLimit,omitzero"`
	HTTPProtocolIPv6        inventory.Fact[string] `json:"MetadataOptions.HttpProtocolIpv6,omitzero"`
	InstanceMetadataTags    inventory.Fact[string] `json:"MetadataOptions.InstanceMetadataTags,omitzero"`
	MetadataState           inventory.Fact[string] `json:"MetadataOptions.State,omitzero"` // applied, pending

	IAMInstanceProfile inventory.Fact[string]        `json:"IamInstanceProfile.Arn,omitzero"` // empty when there is none
	KeyName            inventory.Fact[string]        `json:"KeyName,omitzero"`                // empty when launched without a key pair
	SubnetID           inventory.Fact[string]        `json:"SubnetId,omitzero"`
	VPCID              inventory.Fact[string]        `json:"VpcId,omitzero"`
	SecurityGroups     inventory.Fact[[]string]      `json:"SecurityGroups.GroupId,omitzero"`
	NetworkInterfaces  inventory.Fact[[]string]      `json:"NetworkInterfaces.NetworkInterfaceId,omitzero"`
	PublicIPAddress    inventory.Fact[string]        `json:"PublicIpAddress,omitzero"` // empty when there is none
	EBSOptimized       inventory.Fact[bool]          `json:"EbsOptimized,omitzero"`
	Monitoring         inventory.Fact[string]        `json:"Monitoring.State,omitzero"` // disabled (five minutes), enabled (one minute)
	BlockDevices       inventory.Fact[[]BlockDevice] `json:"BlockDeviceMappings,omitzero"`
	EnclaveEnabled     inventory.Fact[bool]          `json:"EnclaveOptions.Enabled,omitzero"`
	ImageID            inventory.Fact[string]        `json:"ImageId,omitzero"`

	BareMetal inventory.Fact[bool] `json:"BareMetal,omitzero" call:"DescribeInstanceTypes"`

	ImageName            inventory.Fact[string] `json:"ImageMetadata.Name,omitzero" call:"DescribeInstanceImageMetadata"`
	ImageOwnerID         inventory.Fact[string] `json:"ImageMetadata.OwnerId,omitzero" call:"DescribeInstanceImageMetadata"`
	ImageOwnerAlias      inventory.Fact[string] `json:"ImageMetadata.ImageOwnerAlias,omitzero" call:"DescribeInstanceImageMetadata"` // amazon, aws-marketplace, aws-backup-vault, or empty
	ImageCreationDate    inventory.Fact[string] `json:"ImageMetadata.CreationDate,omitzero" call:"DescribeInstanceImageMetadata"`    // RFC 3339
	ImageDeprecationTime inventory.Fact[string] `json:"ImageMetadata.DeprecationTime,omitzero" call:"DescribeInstanceImageMetadata"` // RFC 3339; empty when none is set
	ImageAllowed         inventory.Fact[bool]   `json:"ImageMetadata.ImageAllowed,omitzero" call:"DescribeInstanceImageMetadata"`
	ImageIsPublic        inventory.Fact[bool]   `json:"ImageMetadata.IsPublic,omitzero" call:"DescribeInstanceImageMetadata"`
	ImageState           inventory.Fact[string] `json:"ImageMetadata.State,omitzero" call:"DescribeInstanceImageMetadata"`

	// UserData is what the search for secrets found; the user data itself is never kept. Instances that AWS operates are
	// not asked: their user data is AWS's.
	UserData inventory.Fact[UserData] `json:"UserData,omitzero" call:"DescribeInstanceAttribute"`

	links []inventory.Link // what other services say that the instance is
}

// An Operator says whether an AWS service operates a resource in the account's name. The zero value: none does.
type Operator struct {
	Managed   bool   `json:"Managed"`
	Principal string `json:"Principal,omitempty"` // "eks.amazonaws.com"
}

// A BlockDevice is a volume attached to an instance.
type BlockDevice struct {
	DeviceName          string `json:"DeviceName"`
	VolumeID            string `json:"VolumeId"`
	DeleteOnTermination bool   `json:"DeleteOnTermination"`
}

// Type implements inventory.Resource.
func (i *Instance) Type() *inventory.Type { return InstanceType }

// Link implements inventory.Linked.
func (i *Instance) Link(links []inventory.Link) { i.links = links }
