package kinesis

import "demarc/inventory/collect"

// Collectors lists every collector of Kinesis.
var Collectors = []*collect.Collector{
	StreamCollector,
}
