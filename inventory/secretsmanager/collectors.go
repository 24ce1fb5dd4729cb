package secretsmanager

import "demarc/inventory/collect"

// Collectors lists every collector of Secrets Manager.
var Collectors = []*collect.Collector{
	SecretCollector,
}
