package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceIMDSv2 asks for session tokens at the metadata service.
var InstanceIMDSv2 = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-imdsv2", Title: "Instances answer metadata requests with IMDSv2 only", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why: "IMDSv1 gives the credentials of the instance's role to any HTTP GET. An application that can be made to fetch a URL of the attacker's choice hands them over. IMDSv2 wants a token first, which needs a PUT and a header.",
		Fix: "aws ec2 modify-instance-metadata-options --instance-id INSTANCE --http-tokens required --http-endpoint enabled",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8",
		},
	},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		if endpoint, _ := checks.Read(v, v.Resource.HTTPEndpoint); endpoint == "disabled" {
			return v.Pass("MetadataOptions.HttpEndpoint is disabled: there is no metadata service")
		}
		if tokens, _ := checks.Read(v, v.Resource.HTTPTokens); tokens != "required" {
			return v.Fail("MetadataOptions.HttpTokens is %s: IMDSv1 answers", tokens)
		}
		return v.Pass("MetadataOptions.HttpTokens is required")
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "required", Given: imds("enabled", "required"), Want: checks.Pass},
		{Name: "endpointOff", Given: imds("disabled", "optional"), Want: checks.Pass},
		{Name: "optional", Given: imds("enabled", "optional"), Want: checks.Fail},
		{Name: "notAnswered", Given: instance(func(i *ec2.Instance) { i.HTTPEndpoint = inventory.Known("enabled") }), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
		{Name: "unclassified", Given: instance(func(i *ec2.Instance) { i.BareMetal = denied[bool](ec2.DescribeInstanceTypes) }), Want: checks.Unknown},
	},
}

// imds is an instance with these metadata options.
func imds(endpoint, tokens string) ec2.Instance {
	return instance(func(i *ec2.Instance) {
		i.HTTPEndpoint, i.HTTPTokens = inventory.Known(endpoint), inventory.Known(tokens)
	})
}
