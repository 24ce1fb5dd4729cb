// Package ec2 judges compute, storage, networks and region settings of EC2. The checks on networks stand in
// checks_network.go.
package ec2

import (
	"cmp"
	"slices"

	"demarc/checks"
)

// Checks lists every check of EC2, sorted by id.
var Checks = slices.SortedFunc(slices.Values(slices.Concat(computeChecks, networkChecks)), func(a, b checks.Checker) int {
	return cmp.Compare(a.Info().ID, b.Info().ID)
})

// computeChecks are those on compute, storage and region settings, sorted by id.
var computeChecks = []checks.Checker{
	HostUsed,
	HostMaintenance,
	HostRecovery,
	HostTenants,
	ImageEncrypted,
	ImagePublic,
	ImageRecent,
	ImageShared,
	InstanceMonitoring,
	InstanceHVM,
	InstanceImageAllowed,
	InstanceImageDeprecated,
	InstanceImageAge,
	InstanceImageTrusted,
	InstanceHopLimit,
	InstanceIMDSv2,
	InstancePublicIP,
	InstanceSecrets,
	InstanceNodeImage,
	InstanceStopped,
	InstancePatched,
	InstanceRole,
	InstanceRoleNotAdmin,
	InstanceSingleInterface,
	InstanceAssociations,
	InstanceManaged,
	InstanceTenancy,
	InstanceVolumesEncrypted,
	TemplateEncrypted,
	TemplateHopLimit,
	TemplateIMDSv2,
	TemplatePublicIP,
	TemplateSecrets,
	TemplateTenancy,
	SettingsAllowedImages,
	SettingsEBSEncryption,
	SettingsImageBlock,
	SettingsIMDSv2,
	SettingsSerialConsole,
	SettingsSnapshotBlock,
	SnapshotEncrypted,
	SnapshotKeyUsable,
	SnapshotPublic,
	SnapshotShared,
	SpotFleetEncrypted,
	VolumeAttached,
	VolumeDefaultKey,
	VolumeDeleteOnTermination,
	VolumeEncrypted,
	VolumeSnapshot,
	VolumeKeyUsable,
}
