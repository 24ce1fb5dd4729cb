package elasticbeanstalk

import (
	"fmt"
	"slices"
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// An Environment runs one version of an application on instances that Elastic Beanstalk makes. Its id is its
// EnvironmentId and its name its EnvironmentName.
type Environment struct {
	inventory.Ref
	ApplicationName inventory.Fact[string] `json:"ApplicationName,omitzero"`
	Status          inventory.Fact[string] `json:"Status,omitzero"`
	// PlatformARN is that of the platform version, with its number at the end.
	PlatformARN inventory.Fact[string] `json:"PlatformArn,omitzero"`

	// The options of the deployed configuration. One that is not answered has the default that the Developer Guide,
	// "General options for all environments", documents.
	ManagedActionsEnabled inventory.Fact[bool]   `json:"OptionSettings.ManagedActionsEnabled,omitzero" call:"DescribeConfigurationSettings"`
	UpdateLevel           inventory.Fact[string] `json:"OptionSettings.UpdateLevel,omitzero" call:"DescribeConfigurationSettings"` // minor or patch; empty for none
	ImageID               inventory.Fact[string] `json:"OptionSettings.ImageId,omitzero" call:"DescribeConfigurationSettings"`     // empty where nothing is set
	SystemType            inventory.Fact[string] `json:"OptionSettings.SystemType,omitzero" call:"DescribeConfigurationSettings"`  // basic or enhanced
	StreamLogs            inventory.Fact[bool]   `json:"OptionSettings.StreamLogs,omitzero" call:"DescribeConfigurationSettings"`
	// DisableIMDSv1 has a default that depends on the platform, so that it is a gap where it is not answered.
	DisableIMDSv1 inventory.Fact[bool] `json:"OptionSettings.DisableIMDSv1,omitzero" call:"DescribeConfigurationSettings"`
	// Secrets are the environment properties whose values look like secrets. No value is kept.
	Secrets inventory.Fact[[]Secret] `json:"OptionSettings.EnvironmentProperties,omitzero" call:"DescribeConfigurationSettings"`

	// Platform is the platform version that the environment runs.
	Platform inventory.Fact[Platform] `json:"PlatformDescription,omitzero" call:"DescribePlatformVersion"`
	// ManagedActions are the managed actions that ended, the latest first, at most ten. It is not asked for where managed
	// updates are known to be off.
	ManagedActions inventory.Fact[[]ManagedAction] `json:"ManagedActionHistoryItems,omitzero" call:"DescribeEnvironmentManagedActionHistory"`
	// Instances are the ids of the environment's EC2 instances, sorted.
	Instances inventory.Fact[[]string] `json:"EnvironmentResources.Instances,omitzero" call:"DescribeEnvironmentResources"`
}

// A Secret is an environment property with what looks like a secret in its value.
type Secret struct {
	OptionName string
	Kinds      []secrets.Finding
}

// A Platform is one version of a platform.
type Platform struct {
	PlatformBranchName string
	// PlatformBranchLifecycleState is Beta, Supported, Deprecated or Retired; empty for a platform that is the customer's own.
	PlatformBranchLifecycleState string
	// PlatformLifecycleState is Recommended, or empty for a version that is not its branch's newest.
	PlatformLifecycleState string
	PlatformVersion        string
	PlatformOwner          string   // AWSElasticBeanstalk, or an account
	OperatingSystemName    string   // such as "Amazon Linux"
	OperatingSystemVersion string   // such as "2023"
	CustomAMIList          []string // the ids of the images of the platform version itself, on which custom ones are built
}

// A ManagedAction is one that Elastic Beanstalk ran in a maintenance window.
type ManagedAction struct {
	ActionType   string // PlatformUpdate, InstanceRefresh
	Status       string // Completed, Failed, Unknown
	FailureType  string // empty for none
	FinishedTime time.Time
}

// EnvironmentType describes kind elasticbeanstalk.environment.
var EnvironmentType = inventory.Describe[Environment]("elasticbeanstalk.environment", DescribeEnvironments,
	DescribeConfigurationSettings, DescribePlatformVersion, DescribeEnvironmentManagedActionHistory, DescribeEnvironmentResources, ListTagsForResource).
	Of(responsibility.BeanstalkEnvironmentCustomAMI, responsibility.BeanstalkEnvironmentUnmanaged, responsibility.BeanstalkEnvironment)

// Type implements inventory.Resource.
func (*Environment) Type() *inventory.Type { return EnvironmentType }

// Classify asks first whose image runs: managed updates do not replace a custom one (Developer Guide, "Using a custom
// Amazon machine image"). The option ImageId alone does not tell, because Elastic Beanstalk answers it with the image of
// the platform version where nobody set it.
func (e *Environment) Classify() inventory.Classification {
	image, gap := e.ImageID.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if image != "" {
		p, gap := e.Platform.Get()
		if gap != nil {
			return inventory.Classification{Gap: gap}
		}
		if !slices.Contains(p.CustomAMIList, image) {
			return inventory.Classification{Variant: responsibility.BeanstalkEnvironmentCustomAMI, Why: fmt.Sprintf("option ImageId is %s, which is no image of platform version %s", image, p.PlatformVersion)}
		}
	}
	managed, gap := e.ManagedActionsEnabled.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if managed {
		return inventory.Classification{Variant: responsibility.BeanstalkEnvironment, Why: "option ManagedActionsEnabled is true, and the image is the platform's"}
	}
	return inventory.Classification{Variant: responsibility.BeanstalkEnvironmentUnmanaged, Why: "option ManagedActionsEnabled is false"}
}

// Links implements inventory.Linker: what the environment is, its instances are, those that it lists and those that
// name it in their tags.
func (e *Environment) Links() []inventory.Link {
	class := e.Classify()
	if class.Variant == "" {
		return nil
	}
	out := []inventory.Link{{Kind: "elasticbeanstalk.environment", Region: e.Region, ID: e.ID, Variant: class.Variant, Why: "tag elasticbeanstalk:environment-id names environment " + e.Name + ", whose " + class.Why}}
	for _, id := range e.Instances.Or(nil) {
		out = append(out, inventory.Link{Kind: "ec2.instance", Region: e.Region, ID: id, Variant: class.Variant, Why: "Elastic Beanstalk runs it for environment " + e.Name + ", whose " + class.Why})
	}
	return out
}
