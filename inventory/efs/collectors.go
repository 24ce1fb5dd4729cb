package efs

import "demarc/inventory/collect"

// Collectors lists every collector of EFS, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	AccessPointCollector,
	FileSystemCollector,
}
