package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// DataQualityNetworkIsolation finds jobs that can call out.
var DataQualityNetworkIsolation = &checks.Check[sagemaker.DataQualityJobDefinition]{
	Meta: checks.Meta{
		ID: "sagemaker-data-quality-job-definition-network-isolation", Title: "Data quality jobs run in network isolation", Duty: responsibility.NetSegmentation, Severity: checks.Medium, Since: "0.1",
		Why:  "The job reads everything that customers sent to the endpoint. Without isolation its container opens connections to anywhere, and what it read can leave by them.",
		Fix:  "aws sagemaker create-data-quality-job-definition with EnableNetworkIsolation=true in --network-config, and have the schedule use the new definition.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-11"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeDataQualityJobDefinition},
	Run: func(v *checks.View[sagemaker.DataQualityJobDefinition]) checks.Verdict {
		return isolated(v, v.Resource.NetworkConfig)
	},
	Cases: networkCases(sagemaker.DescribeDataQualityJobDefinition, func(n inventory.Fact[sagemaker.Network]) sagemaker.DataQualityJobDefinition {
		return sagemaker.DataQualityJobDefinition{Ref: watch, EndpointName: inventory.Known("quotes"), NetworkConfig: n}
	}),
}
