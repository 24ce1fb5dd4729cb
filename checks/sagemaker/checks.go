// Package sagemaker judges the notebook instances and endpoints of Amazon SageMaker AI: their networks, platforms, keys and
// roles.
package sagemaker

import "demarc/checks"

// Checks lists every check of SageMaker, sorted by id.
var Checks = []checks.Checker{
	EndpointCustomerKey,
	EndpointNetworkIsolation,
	EndpointPrivateRegistry,
	EndpointSeveralInstances,
	NotebookCustomerKey,
	NotebookIMDSv2,
	NotebookInVPC,
	NotebookNoDirectInternet,
	NotebookNoRoot,
	NotebookPlatformSupported,
	NotebookRestarted,
	NotebookRoleNotAdmin,
}
