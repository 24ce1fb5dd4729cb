package ec2

import (
	"slices"

	"demarc/inventory/collect"
)

// Collectors lists every collector of EC2, sorted by the first kind of each.
var Collectors = slices.Concat([]*collect.Collector{}, networkCollectors)
