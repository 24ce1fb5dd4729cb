package ecr

import "demarc/inventory/collect"

// Collectors lists every collector of ECR, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	RegistryCollector,
	RepositoryCollector,
}
