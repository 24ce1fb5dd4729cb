package sfn

import "demarc/inventory/collect"

// Collectors lists every collector of Step Functions, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	StateMachineCollector,
}
