package apprunner

import "demarc/inventory/collect"

// Collectors lists every collector of App Runner, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	ServiceCollector,
}
