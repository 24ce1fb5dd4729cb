package inspector2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/inspector2"
	"demarc/inventory/responsibility"
)

// ECRScanning finds regions in which nobody looks for vulnerable packages in container images.
var ECRScanning = &checks.Check[inspector2.Account]{
	Meta: checks.Meta{
		ID: "inspector2-account-ecr-scanning", Title: "Inspector scans container images in ECR", Duty: responsibility.OpsDetection, Severity: checks.High, Since: "0.1",
		Why:  "An image is as old as the day it was built. ECR's own scan looks when it is pushed; Inspector looks again whenever a vulnerability becomes known, and at the packages of the programming languages too.",
		Fix:  "In each region: aws inspector2 enable --resource-types ECR",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html", page + "2"},
	},
	Run: func(v *checks.View[inspector2.Account]) checks.Verdict {
		return judge(v, "the scanning of ECR", v.Resource.ECRStatus)
	},
	Cases: statusCases(func(a *inspector2.Account, f inventory.Fact[string]) { a.ECRStatus = f }),
}
