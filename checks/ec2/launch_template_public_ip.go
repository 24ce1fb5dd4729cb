package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// TemplatePublicIP finds templates that give public addresses. What a template leaves open, the subnet decides.
var TemplatePublicIP = &checks.Check[ec2.LaunchTemplate]{
	Meta: checks.Meta{
		ID: "ec2-launch-template-no-public-ip", Title: "Launch templates assign no public IP addresses", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why: "Each instance of such a template stands on the internet from its first second, before its updates are through, and whatever its subnet says.",
		Fix: "aws ec2 create-launch-template-version --launch-template-id TEMPLATE --source-version VERSION --launch-template-data with AssociatePublicIpAddress false, then aws ec2 modify-launch-template --default-version NEW",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-25",
		},
	},
	Run: func(v *checks.View[ec2.LaunchTemplate]) checks.Verdict {
		list, verdict, ok := versions(v)
		if !ok {
			return verdict
		}
		for _, t := range list {
			for _, n := range t.Interfaces {
				if n.AssociatePublicIPAddress != nil && *n.AssociatePublicIPAddress {
					return v.Fail("%s: AssociatePublicIpAddress is true for device index %d", versionName(t), n.DeviceIndex)
				}
			}
		}
		return v.Pass("no network interface of the template has AssociatePublicIpAddress")
	},
	Cases: []checks.Case[ec2.LaunchTemplate]{
		{Name: "none", Given: template(func(*ec2.TemplateVersion) {}), Want: checks.Pass},
		{Name: "off", Given: templateInterface(no()), Want: checks.Pass},
		{Name: "leftToTheSubnet", Given: templateInterface(nil), Want: checks.Pass},
		{Name: "on", Given: templateInterface(yes()), Want: checks.Fail},
		{Name: "managed", Given: managedTemplate(), Want: checks.NotApplicable},
		{Name: "versionsLost", Given: lostTemplate(), Want: checks.Unknown},
	},
}

func templateInterface(public *bool) ec2.LaunchTemplate {
	return template(func(t *ec2.TemplateVersion) {
		t.Interfaces = []ec2.TemplateInterface{{AssociatePublicIPAddress: public}}
	})
}

// lostTemplate is one whose versions could not all be listed.
func lostTemplate() ec2.LaunchTemplate {
	t := template(func(*ec2.TemplateVersion) {})
	t.Versions = denied[[]ec2.TemplateVersion](ec2.DescribeLaunchTemplateVersions)
	return t
}
