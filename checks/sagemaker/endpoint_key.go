package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// EndpointCustomerKey wants a key of one's own for the volumes.
var EndpointCustomerKey = &checks.Check[sagemaker.Endpoint]{
	Meta: checks.Meta{
		ID: "sagemaker-endpoint-customer-key", Title: "Volumes of endpoints are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "The volumes hold the model, and with captured data what customers sent. Under the key of SageMaker, nobody can say who may open them, see who did, or take it back.",
		Fix:  "aws sagemaker create-endpoint-config with --kms-key-id KEY_ARN, then aws sagemaker update-endpoint.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeEndpoint, sagemaker.DescribeEndpointConfig},
	Run: func(v *checks.View[sagemaker.Endpoint]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KMSKeyID)
		if key == "" {
			return v.Fail("the configuration has no KmsKeyId")
		}
		return v.Pass("KmsKeyId is %s", key)
	},
	Cases: []checks.Case[sagemaker.Endpoint]{
		{Name: "own_key", Given: endpoint(), Want: checks.Pass},
		{Name: "key_of_sagemaker", Given: endpoint(func(e *sagemaker.Endpoint) { e.KMSKeyID = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: endpoint(func(e *sagemaker.Endpoint) { e.KMSKeyID = denied[string](sagemaker.DescribeEndpointConfig) }), Want: checks.Unknown},
	},
}
