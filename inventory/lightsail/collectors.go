package lightsail

import "demarc/inventory/collect"

// Collectors lists every collector of Lightsail, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	BucketCollector,
	ContainerServiceCollector,
	DatabaseCollector,
	InstanceCollector,
}
