package dynamodb

import "demarc/inventory/collect"

// Collectors lists every collector of DynamoDB, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	TableCollector,
}
