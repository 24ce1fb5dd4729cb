package apigateway

import "demarc/inventory/collect"

// Collectors lists every collector of API Gateway, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	APICollector,
}
