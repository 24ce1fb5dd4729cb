package autoscaling

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
)

// ConfigurationIMDSv2 asks for session tokens at the metadata service. What the configuration leaves open, FSBP takes for optional.
var ConfigurationIMDSv2 = &checks.Check[autoscaling.LaunchConfiguration]{
	Meta: checks.Meta{
		ID: "autoscaling-launch-configuration-imdsv2", Title: "Launch configurations require IMDSv2", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why:  "Every instance that the group starts hands its role's credentials to any HTTP GET that an application can be tricked into.",
		Fix:  "Make a launch template with what is wanted (a launch configuration cannot be changed), and give it to the group: aws autoscaling update-auto-scaling-group --auto-scaling-group-name GROUP --launch-template LaunchTemplateId=TEMPLATE. Set MetadataOptions.HttpTokens to required.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-3"},
	},
	Run: configurationIMDSv2,
	Cases: []checks.Case[autoscaling.LaunchConfiguration]{
		{Name: "required", Given: configuration(), Want: checks.Pass},
		{Name: "endpoint_off", Given: configuration(tokens("optional"), func(c *autoscaling.LaunchConfiguration) { c.HTTPEndpoint = inventory.Known("disabled") }), Want: checks.Pass},
		{Name: "optional", Given: configuration(tokens("optional")), Want: checks.Fail},
		{Name: "not_set", Given: configuration(tokens("")), Want: checks.Fail},
		{Name: "unread", Given: configuration(func(c *autoscaling.LaunchConfiguration) {
			c.HTTPTokens = denied[string](autoscaling.DescribeLaunchConfigurations)
		}), Want: checks.Unknown},
	},
}

func configurationIMDSv2(v *checks.View[autoscaling.LaunchConfiguration]) checks.Verdict {
	endpoint, known := checks.Read(v, v.Resource.HTTPEndpoint)
	if known && endpoint == "disabled" {
		return v.Pass("MetadataOptions.HttpEndpoint is disabled")
	}
	tokens, _ := checks.Read(v, v.Resource.HTTPTokens)
	switch tokens {
	case "required":
		return v.Pass("MetadataOptions.HttpTokens is required")
	case "":
		return v.Fail("MetadataOptions.HttpTokens is not set")
	}
	return v.Fail("MetadataOptions.HttpTokens is %s", tokens)
}
