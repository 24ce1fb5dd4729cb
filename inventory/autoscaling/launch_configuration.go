package autoscaling

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// LaunchConfigurationType describes kind autoscaling.launch_configuration.
var LaunchConfigurationType = inventory.Describe[LaunchConfiguration]("autoscaling.launch_configuration", DescribeLaunchConfigurations).Of(responsibility.EC2LaunchTemplate)

// A LaunchConfiguration is what came before launch templates: it cannot be changed. Its id is its name.
type LaunchConfiguration struct {
	inventory.Ref

	ImageID inventory.Fact[string] `json:"ImageId,omitzero"`
	// AssociatePublicIPAddress is true or false; empty where the subnet decides.
	AssociatePublicIPAddress inventory.Fact[string] `json:"AssociatePublicIpAddress,omitzero"`
	// HTTPTokens, HTTPEndpoint and HopLimit are empty and 0 where the configuration does not say.
	HTTPTokens   inventory.Fact[string] `json:"MetadataOptions.HttpTokens,omitzero"`
	HTTPEndpoint inventory.Fact[string] `json:"MetadataOptions.HttpEndpoint,omitzero"`
	HopLimit     inventory.Fact[int32]  `json:"MetadataOptions.HttpPutResponseHopLimit,omitzero"`
	// IAMInstanceProfile is the name or the ARN of the instance profile; empty when the instances have no role.
	IAMInstanceProfile inventory.Fact[string] `json:"IamInstanceProfile,omitzero"`
	// UserData is what the search for secrets found; the user data itself is never kept.
	UserData inventory.Fact[UserData] `json:"UserData,omitzero"`
	// BlockDevices are the volumes that the configuration describes.
	BlockDevices inventory.Fact[[]Device] `json:"BlockDeviceMappings,omitzero"`
}

// UserData is what was found in user data.
type UserData struct {
	State    secrets.UserDataState `json:"State"`
	Findings []secrets.Finding     `json:"Findings,omitempty"`
}

// A Device is an EBS volume of a launch. Encrypted is "true" or "false"; empty where the snapshot and the region's default
// decide.
type Device struct {
	DeviceName string `json:"DeviceName"`
	Encrypted  string `json:"Ebs.Encrypted,omitempty"`
}

// Type implements inventory.Resource.
func (*LaunchConfiguration) Type() *inventory.Type { return LaunchConfigurationType }

// Classify implements inventory.Resource.
func (*LaunchConfiguration) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2LaunchTemplate, Why: "a launch configuration, the elder form of a launch template"}
}
