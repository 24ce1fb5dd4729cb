package emr

import "demarc/inventory/collect"

// Collectors lists every collector of EMR, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	ClusterCollector,
	SettingsCollector,
}
