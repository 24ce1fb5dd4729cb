package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// TemplateIMDSv2 asks for session tokens at the metadata service of what a template launches. What the template
// leaves open, the account's default for the region decides; after that the image.
var TemplateIMDSv2 = &checks.Check[ec2.LaunchTemplate]{
	Meta: checks.Meta{
		ID: "ec2-launch-template-imdsv2", Title: "Launch templates require IMDSv2", Duty: responsibility.OSHardening, Severity: checks.Low, Since: "0.1",
		Why: "A group that scales by a template makes new instances that hand their role's credentials to any HTTP GET, however often the running ones are corrected.",
		Fix: "aws ec2 create-launch-template-version --launch-template-id TEMPLATE --source-version VERSION --launch-template-data '{\"MetadataOptions\":{\"HttpTokens\":\"required\"}}', then aws ec2 modify-launch-template --default-version NEW",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-170",
		},
	},
	With: []inventory.Want{settingsWith(ec2.GetInstanceMetadataDefaults)},
	Run:  templateIMDSv2,
	Cases: []checks.Case[ec2.LaunchTemplate]{
		{Name: "required", Given: templateTokens("", "required"), Want: checks.Pass},
		{Name: "optional", Given: templateTokens("", "optional"), Want: checks.Fail},
		{Name: "endpointOff", Given: templateTokens("disabled", ""), Want: checks.Pass},
		{Name: "openAndDefaultRequires", Given: templateTokens("", ""), With: tokensDefault("required"), Want: checks.Pass},
		{Name: "openAndNoDefault", Given: templateTokens("", ""), With: tokensDefault(""), Want: checks.Fail},
		{Name: "optionalDespiteDefault", Given: templateTokens("", "optional"), With: tokensDefault("required"), Want: checks.Fail},
		{Name: "latestVersion", Given: templateOf(ec2.TemplateVersion{VersionNumber: 1, DefaultVersion: true, HTTPTokens: "required"}, ec2.TemplateVersion{VersionNumber: 2, HTTPTokens: "optional"}), Want: checks.Fail},
		{Name: "openAndDefaultDenied", Given: templateTokens("", ""), With: []inventory.Resource{settings(func(s *ec2.Settings) { s.HTTPTokens = denied[string](ec2.GetInstanceMetadataDefaults) })}, Want: checks.Unknown},
		{Name: "managed", Given: managedTemplate(), Want: checks.NotApplicable},
	},
}

func templateIMDSv2(v *checks.View[ec2.LaunchTemplate]) checks.Verdict {
	list, verdict, ok := versions(v)
	if !ok {
		return verdict
	}
	open := ""
	for _, t := range list {
		switch {
		case t.HTTPEndpoint == "disabled", t.HTTPTokens == "required":
		case t.HTTPTokens == "":
			open = versionName(t)
		default:
			return v.Fail("%s: MetadataOptions.HttpTokens is %s", versionName(t), t.HTTPTokens)
		}
	}
	if open == "" {
		return v.Pass("MetadataOptions.HttpTokens is required")
	}
	set, found := region(v, &v.Resource.Ref)
	if !found {
		return v.Unknown("the region's metadata defaults were not read")
	}
	if tokens, _ := checks.Read(v, set.HTTPTokens); tokens != "required" {
		return v.Fail("%s does not say MetadataOptions.HttpTokens, and the region's default does not require them", open)
	}
	return v.Pass("%s leaves MetadataOptions.HttpTokens to the region's default, which is required", open)
}

func templateTokens(endpoint, tokens string) ec2.LaunchTemplate {
	return template(func(t *ec2.TemplateVersion) { t.HTTPEndpoint, t.HTTPTokens = endpoint, tokens })
}

func tokensDefault(tokens string) []inventory.Resource {
	return []inventory.Resource{settings(func(s *ec2.Settings) { s.HTTPTokens = inventory.Known(tokens) })}
}

// managedTemplate is one that a service keeps for itself.
func managedTemplate() ec2.LaunchTemplate {
	t := template(func(*ec2.TemplateVersion) {})
	t.Operator = inventory.Known(ec2.Operator{Managed: true, Principal: "eks.amazonaws.com"})
	return t
}
