package sagemaker

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// EndpointPrivateRegistry finds models whose images come past the VPC.
var EndpointPrivateRegistry = &checks.Check[sagemaker.Endpoint]{
	Meta: checks.Meta{
		ID: "sagemaker-endpoint-private-registry", Title: "The images of models come from a private registry in a VPC", Duty: responsibility.NetSegmentation, Severity: checks.Low, Since: "0.1",
		Why:  "With the access mode Platform, SageMaker fetches the image from Amazon ECR by itself, and no control of your network stands between the registry and the model. AWS asks for a registry in your VPC.",
		Fix:  "aws sagemaker create-model with ImageConfig={RepositoryAccessMode=Vpc} for each container and a VpcConfig that reaches the registry.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeEndpoint, sagemaker.DescribeEndpointConfig, sagemaker.DescribeModel},
	Run:   endpointPrivateRegistry,
	Cases: []checks.Case[sagemaker.Endpoint]{
		{Name: "in_vpc", Given: endpoint(), Want: checks.Pass},
		{Name: "one_of_a_pipeline", Given: endpoint(models(sagemaker.Model{ModelName: "a", RepositoryAccessModes: []string{"Vpc", "Platform"}})), Want: checks.Fail},
		{Name: "inference_components", Given: endpoint(models()), Want: checks.Unknown},
		{Name: "no_containers", Given: endpoint(models(sagemaker.Model{ModelName: "a"})), Want: checks.Unknown},
		{Name: "denied", Given: endpoint(func(e *sagemaker.Endpoint) { e.Models = denied[[]sagemaker.Model](sagemaker.DescribeModel) }), Want: checks.Unknown},
	},
}

func endpointPrivateRegistry(v *checks.View[sagemaker.Endpoint]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Models)
	n := 0
	for _, m := range list {
		n += len(m.RepositoryAccessModes)
		if slices.Contains(m.RepositoryAccessModes, "Platform") {
			return v.Fail("RepositoryAccessMode of a container of model %s is Platform", m.ModelName)
		}
	}
	if n == 0 {
		return v.Unknown("the variants name no model with a container")
	}
	return v.Pass("RepositoryAccessMode is Vpc for %d containers", n)
}
