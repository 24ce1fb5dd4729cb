package elasticloadbalancing

import "demarc/inventory/collect"

// Collectors lists every collector of Elastic Load Balancing.
var Collectors = []*collect.Collector{
	LoadBalancerCollector,
}
