package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// TemplateHopLimit keeps the metadata answers of what a template launches on the instance.
var TemplateHopLimit = &checks.Check[ec2.LaunchTemplate]{
	Meta: checks.Meta{
		ID: "ec2-launch-template-imds-hop-limit", Title: "Launch templates let metadata tokens travel at most two hops", Duty: responsibility.OSHardening, Severity: checks.Low, Since: "0.1",
		Why:  "With a high hop limit, a proxy or router on the instance can pass the role's credentials on to other machines; the template repeats that with every launch.",
		Fix:  "A new version of the template with MetadataOptions.HttpPutResponseHopLimit 1, or 2 for instances that run containers.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html"},
	},
	Run: func(v *checks.View[ec2.LaunchTemplate]) checks.Verdict {
		list, verdict, ok := versions(v)
		if !ok {
			return verdict
		}
		for _, t := range list {
			if t.HopLimit > maxHops && t.HTTPEndpoint != "disabled" {
				return v.Fail("%s: MetadataOptions.HttpPutResponseHopLimit is %d", versionName(t), t.HopLimit)
			}
		}
		return v.Pass("MetadataOptions.HttpPutResponseHopLimit is at most %d where the template says it", maxHops)
	},
	Cases: []checks.Case[ec2.LaunchTemplate]{
		{Name: "unsaid", Given: template(func(*ec2.TemplateVersion) {}), Want: checks.Pass},
		{Name: "two", Given: template(func(t *ec2.TemplateVersion) { t.HopLimit = 2 }), Want: checks.Pass},
		{Name: "many", Given: template(func(t *ec2.TemplateVersion) { t.HopLimit = 64 }), Want: checks.Fail},
		{Name: "endpointOff", Given: template(func(t *ec2.TemplateVersion) { t.HopLimit, t.HTTPEndpoint = 64, "disabled" }), Want: checks.Pass},
		{Name: "managed", Given: managedTemplate(), Want: checks.NotApplicable},
		{Name: "versionsLost", Given: lostTemplate(), Want: checks.Unknown},
	},
}
