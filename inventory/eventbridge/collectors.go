package eventbridge

import "demarc/inventory/collect"

// Collectors lists every collector of EventBridge.
var Collectors = []*collect.Collector{
	BusCollector,
}
