package s3

import "demarc/inventory/collect"

// Collectors lists every collector of S3 and S3 Control, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	AccessPointCollector,
	AccountCollector,
	BucketCollector,
	MultiRegionAccessPointCollector,
}
