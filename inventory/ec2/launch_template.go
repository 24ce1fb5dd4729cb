package ec2

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// LaunchTemplateType describes launch templates.
var LaunchTemplateType = inventory.Describe[LaunchTemplate]("ec2.launch_template", DescribeLaunchTemplateVersions).Of(responsibility.EC2LaunchTemplate)

// A LaunchTemplate is a launch template with the versions that launches use by name: $Default and $Latest. Its tags
// are not read: the answer holds only those that it gives to what it launches.
type LaunchTemplate struct {
	inventory.Ref

	Operator inventory.Fact[Operator]          `json:"Operator,omitzero"`
	Versions inventory.Fact[[]TemplateVersion] `json:"LaunchTemplateVersions,omitzero"` // sorted by number; the last is $Latest
}

// A TemplateVersion is what one version launches. A zero value means that the template does not say: then the image,
// the subnet or the account's default decides.
type TemplateVersion struct {
	VersionNumber   int64               `json:"VersionNumber"`
	DefaultVersion  bool                `json:"DefaultVersion"`
	ImageID         string              `json:"ImageId,omitempty"` // "resolve:ssm:..." for a parameter
	InstanceProfile string              `json:"IamInstanceProfile,omitempty"`
	HTTPTokens      string              `json:"MetadataOptions.HttpTokens,omitempty"`
	HTTPEndpoint    string              `json:"MetadataOptions.HttpEndpoint,omitempty"`
	HopLimit        int32               `json:"MetadataOptions.HttpPutResponseHopLimit,omitempty"`
	Tenancy         string              `json:"Placement.Tenancy,omitempty"`
	Interfaces      []TemplateInterface `json:"NetworkInterfaces,omitempty"`
	BlockDevices    []TemplateDevice    `json:"BlockDeviceMappings,omitempty"`
	// SecurityGroups are the ids and names of the groups that the version names, for the launch or for an interface.
	SecurityGroups   []string          `json:"SecurityGroups,omitempty"`
	UserData         UserDataState     `json:"UserData"`
	UserDataFindings []secrets.Finding `json:"UserDataFindings,omitempty"`
}

// A TemplateInterface is a network interface of a launch. AssociatePublicIPAddress is nil where the template leaves it
// to the subnet.
type TemplateInterface struct {
	DeviceIndex              int32  `json:"DeviceIndex"`
	AssociatePublicIPAddress *bool  `json:"AssociatePublicIpAddress,omitempty"`
	NetworkInterfaceID       string `json:"NetworkInterfaceId,omitempty"`
}

// A TemplateDevice is an EBS volume of a launch. Encrypted is nil where the template leaves it to the snapshot and to
// the region's default.
type TemplateDevice struct {
	DeviceName string `json:"DeviceName"`
	Encrypted  *bool  `json:"Encrypted,omitempty"`
	SnapshotID string `json:"SnapshotId,omitempty"`
}

// A UserDataState says what became of a version's user data (package secrets).
type UserDataState = secrets.UserDataState

// States of user data.
const (
	NoUserData         = secrets.NoUserData
	UserDataScanned    = secrets.UserDataScanned
	UserDataPartly     = secrets.UserDataPartly
	UserDataUnreadable = secrets.UserDataUnreadable
)

// Type implements inventory.Resource.
func (*LaunchTemplate) Type() *inventory.Type { return LaunchTemplateType }

// Classify implements inventory.Resource.
func (*LaunchTemplate) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2LaunchTemplate, Why: "a launch template"}
}
