package ecs

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// TaskDefinitionType describes kind ecs.task_definition. Only revisions that something uses are collected.
var TaskDefinitionType = inventory.Describe[TaskDefinition]("ecs.task_definition", DescribeTaskDefinition).Of(responsibility.ECSTaskDefinition)

// A TaskDefinition is one revision of what runs together. Its id is FAMILY:REVISION.
type TaskDefinition struct {
	inventory.Ref

	NetworkMode inventory.Fact[string] `json:"networkMode,omitzero"` // bridge, host, awsvpc, none; empty for the platform's default
	// PIDMode and IPCMode are host, task or, for IPC, none; empty where each container has a namespace of its own.
	PIDMode inventory.Fact[string] `json:"pidMode,omitzero"`
	IPCMode inventory.Fact[string] `json:"ipcMode,omitzero"`
	// TaskRoleARN is the role of the application, ExecutionRoleARN that of the agent; empty when there is none.
	TaskRoleARN      inventory.Fact[string] `json:"taskRoleArn,omitzero"`
	ExecutionRoleARN inventory.Fact[string] `json:"executionRoleArn,omitzero"`
	// OSFamily is LINUX or a release of Windows Server; empty where nothing is said, which is LINUX (Developer Guide,
	// "Task definition parameters", runtimePlatform).
	OSFamily   inventory.Fact[string]      `json:"runtimePlatform.operatingSystemFamily,omitzero"`
	Containers inventory.Fact[[]Container] `json:"containerDefinitions,omitzero"`
	Volumes    inventory.Fact[[]Volume]    `json:"volumes,omitzero"`
}

// A Container is a container of a task. Zero values are what the definition does not say; ECS then uses the defaults
// that the API reference documents: not privileged, a root file system that can be written, and the image's user.
type Container struct {
	Name                   string   `json:"name"`
	Image                  string   `json:"image"`
	Privileged             bool     `json:"privileged,omitempty"`
	ReadonlyRootFilesystem bool     `json:"readonlyRootFilesystem,omitempty"`
	User                   string   `json:"user,omitempty"`
	LogDriver              string   `json:"logConfiguration.logDriver,omitempty"`
	AddedCapabilities      []string `json:"linuxParameters.capabilities.add,omitempty"`
	// Environment are the names of variables and never their values, sorted.
	Environment []Variable `json:"environment,omitempty"`
	// Secrets are the names of variables whose values come from Secrets Manager or Parameter Store, sorted.
	Secrets []string `json:"secrets.name,omitempty"`
}

// A Variable is an environment variable without its value.
type Variable = secrets.Variable

// A Volume is a volume of a task.
type Volume struct {
	Name           string `json:"name"`
	HostSourcePath string `json:"host.sourcePath,omitempty"` // a folder of the machine
	FileSystemID   string `json:"efsVolumeConfiguration.fileSystemId,omitempty"`
	// TransitEncryption is ENABLED or DISABLED for EFS; empty is DISABLED (API reference, EFSVolumeConfiguration).
	TransitEncryption string `json:"efsVolumeConfiguration.transitEncryption,omitempty"`
}

// Type implements inventory.Resource.
func (*TaskDefinition) Type() *inventory.Type { return TaskDefinitionType }

// Classify implements inventory.Resource.
func (*TaskDefinition) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.ECSTaskDefinition, Why: "a task definition"}
}
