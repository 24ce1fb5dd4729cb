package emrserverless

import "demarc/inventory/collect"

// Collectors lists every collector of EMR Serverless, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	ApplicationCollector,
}
