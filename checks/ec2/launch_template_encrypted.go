package ec2

import (
	"demarc/checks"
	"demarc/checks/ec2/volumes"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// TemplateEncrypted asks for encryption of the volumes that a template makes. A region that encrypts by default does
// so whatever the template says.
var TemplateEncrypted = &checks.Check[ec2.LaunchTemplate]{
	Meta: checks.Meta{
		ID: "ec2-launch-template-encrypted", Title: "Launch templates make encrypted volumes", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why: "A plain volume cannot be encrypted in place. A template makes new ones with every launch, faster than anybody can move them.",
		Fix: "aws ec2 enable-ebs-encryption-by-default --region REGION, or a new version of the template with Encrypted true for every device.",
		Refs: []string{
			"https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-181",
		},
	},
	With: []inventory.Want{volumes.Wants},
	Run:  templateEncrypted,
	Cases: append(volumes.Cases(templateDevice(yes()), templateDevice(no()), templateDevice(nil), template(func(*ec2.TemplateVersion) {})),
		checks.Case[ec2.LaunchTemplate]{Name: "managed", Given: managedTemplate(), Want: checks.NotApplicable},
	),
}

func templateEncrypted(v *checks.View[ec2.LaunchTemplate]) checks.Verdict {
	list, verdict, ok := versions(v)
	if !ok {
		return verdict
	}
	devices, open := 0, ""
	for _, t := range list {
		n, plain := plainDevice(t.BlockDevices)
		if devices += n; plain != "" {
			open = versionName(t) + " does not encrypt " + plain
		}
	}
	return volumes.Encrypted(v, v.Resource.Region, "the template", devices, open)
}

func templateDevice(encrypted *bool) ec2.LaunchTemplate {
	return template(func(t *ec2.TemplateVersion) {
		t.BlockDevices = []ec2.TemplateDevice{{DeviceName: "/dev/xvda", Encrypted: encrypted}}
	})
}
