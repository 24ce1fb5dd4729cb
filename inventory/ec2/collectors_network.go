package ec2

import "demarc/inventory/collect"

// networkCollectors are those of networks, sorted by the first kind of each.
var networkCollectors = []*collect.Collector{}
