package kms

import "demarc/inventory/collect"

// Collectors lists every collector of KMS, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	KeyCollector,
}
