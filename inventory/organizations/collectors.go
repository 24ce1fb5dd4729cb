package organizations

import "demarc/inventory/collect"

// Collectors lists every collector of Organizations.
var Collectors = []*collect.Collector{
	GuardrailsCollector,
}
