package elasticloadbalancingv2

import "demarc/inventory/collect"

// Collectors lists every collector of Elastic Load Balancing v2, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	LoadBalancerCollector,
	TargetGroupCollector,
}
