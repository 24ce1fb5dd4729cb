package lightsail

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lightsail"
	"demarc/inventory/responsibility"
)

// InstanceIMDSv2 wants instances to require IMDSv2.
var InstanceIMDSv2 = &checks.Check[lightsail.Instance]{
	Meta: checks.Meta{
		ID: "lightsail-instance-imdsv2", Title: "Lightsail instances require IMDSv2", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "Most Lightsail instances serve a website with plugins. With IMDSv1 any of them that fetches an address it is given can be made to fetch the instance's metadata and the credentials there.",
		Fix:  "aws lightsail update-instance-metadata-options --instance-name NAME --http-tokens required",
		Refs: []string{"https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-configuring-instance-metadata-service.html"},
	},
	Run: func(v *checks.View[lightsail.Instance]) checks.Verdict {
		tokens, _ := checks.Read(v, v.Resource.HTTPTokens)
		if tokens != "required" {
			return v.Fail("metadataOptions.httpTokens is %s", tokens)
		}
		return v.Pass("metadataOptions.httpTokens is required")
	},
	Cases: []checks.Case[lightsail.Instance]{
		{Name: "required", Given: instance(), Want: checks.Pass},
		{Name: "optional", Given: instance(func(i *lightsail.Instance) { i.HTTPTokens = inventory.Known("optional") }), Want: checks.Fail},
		{Name: "not_told", Given: instance(func(i *lightsail.Instance) { i.HTTPTokens = silent[string]() }), Want: checks.Unknown},
	},
}
