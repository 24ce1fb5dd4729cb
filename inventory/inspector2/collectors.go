package inspector2

import "demarc/inventory/collect"

// Collectors lists every collector of Inspector, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	AccountCollector,
	CoverageCollector,
	FunctionCoverageCollector,
	ImageCoverageCollector,
}
