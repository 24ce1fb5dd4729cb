package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// ModelExplainabilityTrafficEncrypted finds jobs whose containers talk in plain text.
var ModelExplainabilityTrafficEncrypted = &checks.Check[sagemaker.ModelExplainabilityJobDefinition]{
	Meta: checks.Meta{
		ID: "sagemaker-model-explainability-job-definition-traffic-encrypted", Title: "Model explainability jobs encrypt the traffic between their containers", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "The job reads the model's inputs and asks it again. Spread over several machines, it sends that over the network in plain text.",
		Fix:  "aws sagemaker create-model-explainability-job-definition with EnableInterContainerTrafficEncryption=true in --network-config, and have the schedule use the new definition.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-10"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeModelExplainabilityJobDefinition},
	Run: func(v *checks.View[sagemaker.ModelExplainabilityJobDefinition]) checks.Verdict {
		return encryptedBetween(v, v.Resource.NetworkConfig)
	},
	Cases: networkCases(sagemaker.DescribeModelExplainabilityJobDefinition, func(n inventory.Fact[sagemaker.Network]) sagemaker.ModelExplainabilityJobDefinition {
		return sagemaker.ModelExplainabilityJobDefinition{Ref: watch, EndpointName: inventory.Known("quotes"), NetworkConfig: n}
	}),
}
