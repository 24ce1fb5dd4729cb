package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// DataQualityTrafficEncrypted finds jobs whose containers talk in plain text.
var DataQualityTrafficEncrypted = &checks.Check[sagemaker.DataQualityJobDefinition]{
	Meta: checks.Meta{
		ID: "sagemaker-data-quality-job-definition-traffic-encrypted", Title: "Data quality jobs encrypt the traffic between their containers", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "The job reads everything that customers sent to the endpoint. Spread over several machines, it sends that over the network in plain text.",
		Fix:  "aws sagemaker create-data-quality-job-definition with EnableInterContainerTrafficEncryption=true in --network-config, and have the schedule use the new definition.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-9"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeDataQualityJobDefinition},
	Run: func(v *checks.View[sagemaker.DataQualityJobDefinition]) checks.Verdict {
		return encryptedBetween(v, v.Resource.NetworkConfig)
	},
	Cases: networkCases(sagemaker.DescribeDataQualityJobDefinition, func(n inventory.Fact[sagemaker.Network]) sagemaker.DataQualityJobDefinition {
		return sagemaker.DataQualityJobDefinition{Ref: watch, EndpointName: inventory.Known("quotes"), NetworkConfig: n}
	}),
}
