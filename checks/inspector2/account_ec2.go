package inspector2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/inspector2"
	"demarc/inventory/responsibility"
)

// EC2Scanning finds regions in which nobody looks for vulnerable packages on instances.
var EC2Scanning = &checks.Check[inspector2.Account]{
	Meta: checks.Meta{
		ID: "inspector2-account-ec2-scanning", Title: "Inspector scans EC2 instances", Duty: responsibility.OpsDetection, Severity: checks.High, Since: "0.1",
		Why:  "New vulnerabilities come out every day for software that did not change. Without a scan nobody learns which instances they are on until somebody uses one.",
		Fix:  "In each region: aws inspector2 enable --resource-types EC2",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-ec2.html", page + "1"},
	},
	Run: func(v *checks.View[inspector2.Account]) checks.Verdict {
		return judge(v, "the scanning of EC2", v.Resource.EC2Status)
	},
	Cases: statusCases(func(a *inspector2.Account, f inventory.Fact[string]) { a.EC2Status = f }),
}
