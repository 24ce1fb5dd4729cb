package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// ModelBiasNetworkIsolation finds jobs that can call out.
var ModelBiasNetworkIsolation = &checks.Check[sagemaker.ModelBiasJobDefinition]{
	Meta: checks.Meta{
		ID: "sagemaker-model-bias-job-definition-network-isolation", Title: "Model bias jobs run in network isolation", Duty: responsibility.NetSegmentation, Severity: checks.Medium, Since: "0.1",
		Why:  "The job reads what the model answered to whom. Without isolation its container opens connections to anywhere, and what it read can leave by them.",
		Fix:  "aws sagemaker create-model-bias-job-definition with EnableNetworkIsolation=true in --network-config, and have the schedule use the new definition.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-12"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeModelBiasJobDefinition},
	Run: func(v *checks.View[sagemaker.ModelBiasJobDefinition]) checks.Verdict {
		return isolated(v, v.Resource.NetworkConfig)
	},
	Cases: networkCases(sagemaker.DescribeModelBiasJobDefinition, func(n inventory.Fact[sagemaker.Network]) sagemaker.ModelBiasJobDefinition {
		return sagemaker.ModelBiasJobDefinition{Ref: watch, EndpointName: inventory.Known("quotes"), NetworkConfig: n}
	}),
}
