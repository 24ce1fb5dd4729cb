// Package ecs judges the clusters, services, container instances and task definitions of Amazon ECS.
package ecs

import "demarc/checks"

// Checks lists every check of the service, sorted by id.
var Checks = []checks.Checker{
	CapacityProviderRoleNotAdmin,
	CapacityProviderTerminationProtection,
	ClusterContainerInsights,
	ClusterExecLogging,
	ContainerInstanceAgentConnected,
	ContainerInstanceAgentCurrent,
	ServiceEphemeralStorageKey,
	ServiceExecDisabled,
	ServiceNoPublicIP,
	ServicePackagesPatched,
	ServicePlatformVersion,
	ServiceRollback,
	ServiceTaskSetsNoPublicIP,
	TaskDefinitionEFSTransitEncryption,
	TaskDefinitionImagePatched,
	TaskDefinitionImagePinned,
	TaskDefinitionImageRecent,
	TaskDefinitionImageTrusted,
	TaskDefinitionLogging,
	TaskDefinitionNoHostIPC,
	TaskDefinitionNoHostMounts,
	TaskDefinitionNoHostNetwork,
	TaskDefinitionNoHostPID,
	TaskDefinitionCapabilities,
	TaskDefinitionNoSecrets,
	TaskDefinitionNonAdministrator,
	TaskDefinitionNonRoot,
	TaskDefinitionNotPrivileged,
	TaskDefinitionReadonlyRoot,
	TaskDefinitionRoleNotAdmin,
	TaskDefinitionRoles,
}
