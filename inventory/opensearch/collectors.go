package opensearch

import "demarc/inventory/collect"

// Collectors lists every collector of OpenSearch Service, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	DomainCollector,
}
