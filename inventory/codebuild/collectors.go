package codebuild

import "demarc/inventory/collect"

// Collectors lists every collector of CodeBuild, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	ProjectCollector,
	ReportGroupCollector,
}
