package sqs

import "demarc/inventory/collect"

// Collectors lists every collector of SQS.
var Collectors = []*collect.Collector{
	QueueCollector,
}
