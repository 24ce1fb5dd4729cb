package autoscaling

import "demarc/inventory/collect"

// Collectors lists every collector of Auto Scaling, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	GroupCollector,
	LaunchConfigurationCollector,
}
