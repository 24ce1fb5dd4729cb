package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// ModelBiasTrafficEncrypted finds jobs whose containers talk in plain text.
var ModelBiasTrafficEncrypted = &checks.Check[sagemaker.ModelBiasJobDefinition]{
	Meta: checks.Meta{
		ID: "sagemaker-model-bias-job-definition-traffic-encrypted", Title: "Model bias jobs encrypt the traffic between their containers", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "The job reads what the model answered to whom. Spread over several machines, it sends that over the network in plain text.",
		Fix:  "aws sagemaker create-model-bias-job-definition with EnableInterContainerTrafficEncryption=true in --network-config, and have the schedule use the new definition.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-15"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeModelBiasJobDefinition},
	Run: func(v *checks.View[sagemaker.ModelBiasJobDefinition]) checks.Verdict {
		return encryptedBetween(v, v.Resource.NetworkConfig)
	},
	Cases: networkCases(sagemaker.DescribeModelBiasJobDefinition, func(n inventory.Fact[sagemaker.Network]) sagemaker.ModelBiasJobDefinition {
		return sagemaker.ModelBiasJobDefinition{Ref: watch, EndpointName: inventory.Known("quotes"), NetworkConfig: n}
	}),
}
