package batch

import "demarc/inventory/collect"

// Collectors lists every collector of Batch, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	ComputeEnvironmentCollector,
	JobDefinitionCollector,
}
