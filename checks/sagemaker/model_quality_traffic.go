package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// ModelQualityTrafficEncrypted finds jobs whose containers talk in plain text.
var ModelQualityTrafficEncrypted = &checks.Check[sagemaker.ModelQualityJobDefinition]{
	Meta: checks.Meta{
		ID: "sagemaker-model-quality-job-definition-traffic-encrypted", Title: "Model quality jobs encrypt the traffic between their containers", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "The job reads the model's answers next to the truth. Spread over several machines, it sends that over the network in plain text.",
		Fix:  "aws sagemaker create-model-quality-job-definition with EnableInterContainerTrafficEncryption=true in --network-config, and have the schedule use the new definition.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-13"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeModelQualityJobDefinition},
	Run: func(v *checks.View[sagemaker.ModelQualityJobDefinition]) checks.Verdict {
		return encryptedBetween(v, v.Resource.NetworkConfig)
	},
	Cases: networkCases(sagemaker.DescribeModelQualityJobDefinition, func(n inventory.Fact[sagemaker.Network]) sagemaker.ModelQualityJobDefinition {
		return sagemaker.ModelQualityJobDefinition{Ref: watch, EndpointName: inventory.Known("quotes"), NetworkConfig: n}
	}),
}
