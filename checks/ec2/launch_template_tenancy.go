package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// TemplateTenancy holds launch templates to the tenancy that the policy asks of all instances. A requirement that
// rests on a tag is judged on the instances alone: which tags a launch adds is not known before.
var TemplateTenancy = &checks.Check[ec2.LaunchTemplate]{
	Meta: checks.Meta{
		ID: "ec2-launch-template-tenancy", Title: "Launch templates ask for the tenancy that the policy requires", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "The tenancy of an instance is chosen at its launch, and between shared and dedicated it cannot be changed afterwards. A template that leaves it open fills shared hardware with every scaling.",
		Fix:  "A new version of the template with Placement.Tenancy dedicated, or host with a HostId or HostResourceGroupArn.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-instance.html"},
	},
	Run: templateTenancy,
	Cases: []checks.Case[ec2.LaunchTemplate]{
		{Name: "nothingRequired", Given: template(func(*ec2.TemplateVersion) {}), Want: checks.NotApplicable},
		{Name: "requiredByTag", Given: template(func(*ec2.TemplateVersion) {}), Policy: require("dedicated", "tier=pci"), Want: checks.NotApplicable},
		{Name: "dedicated", Given: templateOn("dedicated"), Policy: require("dedicated", ""), Want: checks.Pass},
		{Name: "hostIsDedicated", Given: templateOn("host"), Policy: require("dedicated", ""), Want: checks.Pass},
		{Name: "dedicatedIsNoHost", Given: templateOn("dedicated"), Policy: require("host", ""), Want: checks.Fail},
		{Name: "shared", Given: templateOn("default"), Policy: require("dedicated", ""), Want: checks.Fail},
		{Name: "leftToTheVPC", Given: templateOn(""), Policy: require("dedicated", ""), Want: checks.Unknown},
		{Name: "managed", Given: managedTemplate(), Policy: require("dedicated", ""), Want: checks.NotApplicable},
		{Name: "versionsLost", Given: lostTemplate(), Policy: require("dedicated", ""), Want: checks.Unknown},
	},
}

func templateTenancy(v *checks.View[ec2.LaunchTemplate]) checks.Verdict {
	list, verdict, ok := versions(v)
	if !ok {
		return verdict
	}
	want := v.Policy().Tenancy
	if want == "" || v.Policy().TenancyTag != "" {
		return v.NotApplicable("the policy requires no tenancy of all instances")
	}
	open := ""
	for _, t := range list {
		switch {
		case t.Tenancy == want || t.Tenancy == "host":
		case t.Tenancy == "":
			open = versionName(t)
		default:
			return v.Fail("%s: Placement.Tenancy is %s, and the policy requires %s", versionName(t), t.Tenancy, want)
		}
	}
	if open != "" {
		return v.Unknown("%s does not say Placement.Tenancy: InstanceTenancy of the VPC that it launches into decides", open)
	}
	return v.Pass("Placement.Tenancy meets %s", want)
}

func templateOn(tenancy string) ec2.LaunchTemplate {
	return template(func(t *ec2.TemplateVersion) { t.Tenancy = tenancy })
}
