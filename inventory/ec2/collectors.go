package ec2

import (
	"cmp"
	"slices"

	"demarc/inventory/collect"
)

// Collectors lists every collector of EC2, sorted by the first kind of each.
var Collectors = slices.SortedFunc(slices.Values(slices.Concat(computeCollectors, networkCollectors)), func(a, b *collect.Collector) int {
	return cmp.Compare(a.Types[0].Kind, b.Types[0].Kind)
})

// computeCollectors are those of compute, storage and region settings, sorted by kind.
var computeCollectors = []*collect.Collector{
	HostCollector,
	ImageCollector,
	InstanceCollector,
	LaunchTemplateCollector,
	SettingsCollector,
	SnapshotCollector,
	SpotFleetRequestCollector,
	VolumeCollector,
}
