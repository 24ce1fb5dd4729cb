package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// EndpointSeveralInstances wants endpoints to survive the loss of a machine.
var EndpointSeveralInstances = &checks.Check[sagemaker.Endpoint]{
	Meta: checks.Meta{
		ID: "sagemaker-endpoint-several-instances", Title: "Production variants of endpoints have several instances", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "SageMaker spreads the instances of a variant over zones. With one instance there is nothing to spread: when it fails, or its zone does, the endpoint answers nobody.",
		Fix:  "aws sagemaker create-endpoint-config with InitialInstanceCount of 2 or more, then aws sagemaker update-endpoint --endpoint-name NAME --endpoint-config-name CONFIG",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-best-practices.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeEndpoint, sagemaker.DescribeEndpointConfig},
	Run:   endpointSeveralInstances,
	Cases: []checks.Case[sagemaker.Endpoint]{
		{Name: "two", Given: endpoint(), Want: checks.Pass},
		{Name: "serverless", Given: endpoint(variants(sagemaker.Variant{VariantName: "a", Serverless: true})), Want: checks.Pass},
		{Name: "one_of_two_variants", Given: endpoint(variants(sagemaker.Variant{VariantName: "a", InitialInstanceCount: 3}, sagemaker.Variant{VariantName: "b", InitialInstanceCount: 1})), Want: checks.Fail},
		{Name: "no_variants", Given: endpoint(variants()), Want: checks.Unknown},
		{Name: "denied", Given: endpoint(func(e *sagemaker.Endpoint) {
			e.Variants = denied[[]sagemaker.Variant](sagemaker.DescribeEndpointConfig)
		}), Want: checks.Unknown},
	},
}

func endpointSeveralInstances(v *checks.View[sagemaker.Endpoint]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Variants)
	for _, x := range list {
		if !x.Serverless && x.InitialInstanceCount < 2 {
			return v.Fail("InitialInstanceCount of variant %s is %d", x.VariantName, x.InitialInstanceCount)
		}
	}
	if len(list) == 0 {
		return v.Unknown("the configuration names no production variant")
	}
	return v.Pass("each of %d variants has several instances, or is serverless", len(list))
}
