package backup

import "demarc/inventory/collect"

// Collectors lists every collector of AWS Backup, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	VaultCollector,
}
