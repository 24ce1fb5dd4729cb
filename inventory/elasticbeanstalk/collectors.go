package elasticbeanstalk

import "demarc/inventory/collect"

// Collectors lists every collector of Elastic Beanstalk, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	EnvironmentCollector,
}
