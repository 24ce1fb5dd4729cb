// Package sagemaker collects what Amazon SageMaker AI says of the notebook instances, endpoints, monitoring jobs and
// feature groups of an account and region. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/sagemaker/latest/APIReference). This is the only package that links the SageMaker client.
//
// # Calls
//
// The lists tell names and states, 100 in a page. Each notebook instance costs one DescribeNotebookInstance. Each endpoint
// costs one DescribeEndpoint, which names the configuration in use, one DescribeEndpointConfig, and one DescribeModel for
// each model that serves it: SageMaker has no batch form of any of them, and both kinds are few, since they are paid by
// the hour. Models and configurations that serve nothing are not asked about.
//
// The definitions of monitoring jobs are of four kinds, each with a list and a description of its own, and no description
// takes more than one name: a call for each definition, of which an endpoint has one of a kind at most, and for each
// feature group. A schedule that names a definition is not asked about: the definition says how its jobs run. An account
// without any of this pays six empty lists in a region.
package sagemaker

import "demarc/inventory"

// The calls of SageMaker. The action that each needs bears its name (Service Authorization Reference, "Actions for Amazon
// SageMaker").
var (
	ListNotebookInstances                    = call("ListNotebookInstances")
	DescribeNotebookInstance                 = call("DescribeNotebookInstance")
	ListEndpoints                            = call("ListEndpoints")
	DescribeEndpoint                         = call("DescribeEndpoint")
	DescribeEndpointConfig                   = call("DescribeEndpointConfig")
	DescribeModel                            = call("DescribeModel")
	ListDataQualityJobDefinitions            = call("ListDataQualityJobDefinitions")
	DescribeDataQualityJobDefinition         = call("DescribeDataQualityJobDefinition")
	ListModelBiasJobDefinitions              = call("ListModelBiasJobDefinitions")
	DescribeModelBiasJobDefinition           = call("DescribeModelBiasJobDefinition")
	ListModelExplainabilityJobDefinitions    = call("ListModelExplainabilityJobDefinitions")
	DescribeModelExplainabilityJobDefinition = call("DescribeModelExplainabilityJobDefinition")
	ListModelQualityJobDefinitions           = call("ListModelQualityJobDefinitions")
	DescribeModelQualityJobDefinition        = call("DescribeModelQualityJobDefinition")
	ListMonitoringSchedules                  = call("ListMonitoringSchedules")
	DescribeMonitoringSchedule               = call("DescribeMonitoringSchedule")
	ListFeatureGroups                        = call("ListFeatureGroups")
	DescribeFeatureGroup                     = call("DescribeFeatureGroup")
	// ListTags brings Ref.Tags; no check reads them, so only a selection by tag asks for it.
	ListTags = call("ListTags")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "SageMaker", Op: op, Needs: []string{"sagemaker:" + op}}
}
