// Package sagemaker judges the notebook instances, endpoints, monitoring jobs and feature groups of Amazon SageMaker AI: their
// networks, platforms, keys and roles.
package sagemaker

import "demarc/checks"

// Checks lists every check of SageMaker, sorted by id.
var Checks = []checks.Checker{
	DataQualityNetworkIsolation,
	DataQualityTrafficEncrypted,
	EndpointCustomerKey,
	EndpointNetworkIsolation,
	EndpointPrivateRegistry,
	EndpointSeveralInstances,
	FeatureGroupOfflineKey,
	ModelBiasNetworkIsolation,
	ModelBiasTrafficEncrypted,
	ModelExplainabilityTrafficEncrypted,
	ModelQualityTrafficEncrypted,
	MonitoringScheduleNetworkIsolation,
	NotebookCustomerKey,
	NotebookIMDSv2,
	NotebookInVPC,
	NotebookNoDirectInternet,
	NotebookNoRoot,
	NotebookPlatformSupported,
	NotebookRestarted,
	NotebookRoleNotAdmin,
}
