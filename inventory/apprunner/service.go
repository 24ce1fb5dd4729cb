package apprunner

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// A Service is an application that App Runner runs from an image or from source. Its id is its name and its ServiceId,
// with a slash between: the end of its ARN.
type Service struct {
	inventory.Ref
	Status inventory.Fact[string] `json:"Status,omitzero"`

	// PubliclyAccessible is whether the internet reaches the service; otherwise only VPC endpoints do.
	PubliclyAccessible inventory.Fact[bool] `json:"NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible,omitzero" call:"DescribeService"`
	// EgressType is DEFAULT (through App Runner, to the internet) or VPC (through a connector of the customer's).
	EgressType inventory.Fact[string] `json:"NetworkConfiguration.EgressConfiguration.EgressType,omitzero" call:"DescribeService"`
	// Observability is whether traces are kept.
	Observability inventory.Fact[bool] `json:"ObservabilityConfiguration.ObservabilityEnabled,omitzero" call:"DescribeService"`
	// InstanceRoleARN is the role that the application runs as; empty for none.
	InstanceRoleARN inventory.Fact[string] `json:"InstanceConfiguration.InstanceRoleArn,omitzero" call:"DescribeService"`
	// KMSKey encrypts the copy of the source and the logs that App Runner keeps; empty for a key that AWS manages (API
	// reference, EncryptionConfiguration).
	KMSKey inventory.Fact[string] `json:"EncryptionConfiguration.KmsKey,omitzero" call:"DescribeService"`
	// ImageRepositoryType is ECR or ECR_PUBLIC; empty for a service from source code.
	ImageRepositoryType inventory.Fact[string] `json:"SourceConfiguration.ImageRepository.ImageRepositoryType,omitzero" call:"DescribeService"`
	ImageIdentifier     inventory.Fact[string] `json:"SourceConfiguration.ImageRepository.ImageIdentifier,omitzero" call:"DescribeService"` // empty likewise
	// AutoDeploymentsEnabled is whether a new image or commit is deployed by itself. Where it is left out, it is for all
	// but images of ECR Public and of other accounts (API reference, SourceConfiguration), so that it is a gap.
	AutoDeploymentsEnabled inventory.Fact[bool] `json:"SourceConfiguration.AutoDeploymentsEnabled,omitzero" call:"DescribeService"`
	// Secrets are the environment variables whose values look like secrets. No value is kept.
	Secrets inventory.Fact[[]Secret] `json:"SourceConfiguration.RuntimeEnvironmentVariables,omitzero" call:"DescribeService"`
}

// A Secret is an environment variable with what looks like a secret in its value.
type Secret struct {
	Variable string
	Kinds    []secrets.Finding
}

// ServiceType describes kind apprunner.service.
var ServiceType = inventory.Describe[Service]("apprunner.service", ListServices, DescribeService).Of(responsibility.AppRunnerService)

// Type implements inventory.Resource.
func (*Service) Type() *inventory.Type { return ServiceType }

// Classify implements inventory.Resource.
func (*Service) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AppRunnerService, Why: "ListServices lists it"}
}
