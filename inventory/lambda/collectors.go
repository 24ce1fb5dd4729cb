package lambda

import "demarc/inventory/collect"

// Collectors lists every collector of Lambda, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	CapacityProviderCollector,
	FunctionCollector,
	LayerVersionCollector,
}
