package ssm

import "demarc/inventory/collect"

// Collectors lists every collector of Systems Manager, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	DocumentCollector,
	ManagedNodeCollector,
	ParameterCollector,
	PublicParameterCollector,
	SettingsCollector,
}
