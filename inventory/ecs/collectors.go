package ecs

import "demarc/inventory/collect"

// Collectors lists every collector of ECS, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	CapacityProviderCollector,
	ClusterCollector,
	ContainerInstanceCollector,
	ServiceCollector,
	TaskDefinitionCollector,
}
