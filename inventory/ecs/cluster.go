package ecs

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// ClusterType describes kind ecs.cluster.
var ClusterType = inventory.Describe[Cluster]("ecs.cluster", DescribeClusters).Of(responsibility.ECSTaskDefinition)

// A Cluster is an ECS cluster: a name for services and tasks, with settings. Its id is its name.
type Cluster struct {
	inventory.Ref

	Status inventory.Fact[string] `json:"status,omitzero"`
	// ContainerInsights is disabled, enabled or enhanced: the value of the setting containerInsights. DescribeClusters
	// answers it for every cluster when asked to include SETTINGS.
	ContainerInsights inventory.Fact[string] `json:"settings.containerInsights,omitzero"`
	// ExecuteCommandLogging is NONE, DEFAULT (the task's own awslogs driver) or OVERRIDE; empty where the cluster has no
	// configuration of execute command, which ECS treats as DEFAULT.
	ExecuteCommandLogging inventory.Fact[string] `json:"configuration.executeCommandConfiguration.logging,omitzero"`
	// ExecuteCommandKMSKeyID encrypts the sessions of execute command besides TLS; empty when there is none.
	ExecuteCommandKMSKeyID inventory.Fact[string] `json:"configuration.executeCommandConfiguration.kmsKeyId,omitzero"`
	// ExecuteCommandLogs is where OVERRIDE sends the logs; the zero value for the other ways of logging.
	ExecuteCommandLogs inventory.Fact[ExecLogs] `json:"configuration.executeCommandConfiguration.logConfiguration,omitzero"`
	// FargateEphemeralStorageKMSKeyID encrypts the ephemeral storage of tasks on Fargate; empty where a key of AWS's does.
	FargateEphemeralStorageKMSKeyID inventory.Fact[string]   `json:"configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId,omitzero"`
	CapacityProviders               inventory.Fact[[]string] `json:"capacityProviders,omitzero"` // names, or ARNs as ECS answers them
}

// ExecLogs is where the sessions of execute command are logged. An empty name is no log there.
type ExecLogs struct {
	CloudWatchLogGroupName      string `json:"cloudWatchLogGroupName,omitempty"`
	CloudWatchEncryptionEnabled bool   `json:"cloudWatchEncryptionEnabled,omitempty"`
	S3BucketName                string `json:"s3BucketName,omitempty"`
	S3EncryptionEnabled         bool   `json:"s3EncryptionEnabled,omitempty"`
}

// Type implements inventory.Resource.
func (*Cluster) Type() *inventory.Type { return ClusterType }

// Classify implements inventory.Resource.
func (*Cluster) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.ECSTaskDefinition, Why: "a cluster is settings, as a task definition is: what runs in it is judged as service, container instance and task definition"}
}
