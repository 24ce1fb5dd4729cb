package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// EndpointNetworkIsolation finds models that can call out.
var EndpointNetworkIsolation = &checks.Check[sagemaker.Endpoint]{
	Meta: checks.Meta{
		ID: "sagemaker-endpoint-network-isolation", Title: "The models of endpoints run in network isolation", Duty: responsibility.NetSegmentation, Severity: checks.Medium, Since: "0.1",
		Why:  "A model is somebody's code and data. Without isolation its container opens connections to anywhere: what customers send to the endpoint can leave by them.",
		Fix:  "aws sagemaker create-model with --enable-network-isolation, then a new endpoint configuration and aws sagemaker update-endpoint.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeEndpoint, sagemaker.DescribeEndpointConfig, sagemaker.DescribeModel},
	Run:   endpointNetworkIsolation,
	Cases: []checks.Case[sagemaker.Endpoint]{
		{Name: "isolated", Given: endpoint(), Want: checks.Pass},
		{Name: "not_isolated", Given: endpoint(models(sagemaker.Model{ModelName: "a", EnableNetworkIsolation: true}, sagemaker.Model{ModelName: "b"})), Want: checks.Fail},
		{Name: "inference_components", Given: endpoint(models()), Want: checks.Unknown},
		{Name: "denied", Given: endpoint(func(e *sagemaker.Endpoint) { e.Models = denied[[]sagemaker.Model](sagemaker.DescribeModel) }), Want: checks.Unknown},
	},
}

func endpointNetworkIsolation(v *checks.View[sagemaker.Endpoint]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Models)
	for _, m := range list {
		if !m.EnableNetworkIsolation {
			return v.Fail("EnableNetworkIsolation of model %s is false", m.ModelName)
		}
	}
	if len(list) == 0 {
		return v.Unknown("the variants name no model: inference components do, which are not read")
	}
	return v.Pass("EnableNetworkIsolation is true for %d models", len(list))
}
