package eks

import "demarc/inventory/collect"

// Collectors lists every collector of EKS, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	ClusterCollector,
	FargateProfileCollector,
	NodegroupCollector,
}
