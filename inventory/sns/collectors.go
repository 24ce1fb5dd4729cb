package sns

import "demarc/inventory/collect"

// Collectors lists every collector of SNS, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	SubscriptionCollector,
	TopicCollector,
}
