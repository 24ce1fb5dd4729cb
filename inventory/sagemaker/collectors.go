package sagemaker

import "demarc/inventory/collect"

// Collectors lists every collector of SageMaker, sorted by the first kind of each.
var Collectors = []*collect.Collector{
	DataQualityJobDefinitionCollector,
	EndpointCollector,
	FeatureGroupCollector,
	ModelBiasJobDefinitionCollector,
	ModelExplainabilityJobDefinitionCollector,
	ModelQualityJobDefinitionCollector,
	MonitoringScheduleCollector,
	NotebookInstanceCollector,
}
