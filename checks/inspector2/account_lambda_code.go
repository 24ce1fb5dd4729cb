package inspector2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/inspector2"
	"demarc/inventory/responsibility"
)

// LambdaCodeScanning finds regions in which nobody looks for mistakes in the code of functions.
var LambdaCodeScanning = &checks.Check[inspector2.Account]{
	Meta: checks.Meta{
		ID: "inspector2-account-lambda-code-scanning", Title: "Inspector scans the code of Lambda functions", Duty: responsibility.OpsDetection, Severity: checks.Medium, Since: "0.1",
		Why:  "Injection, secrets in the source and missing encryption are in one's own code, where a scan of packages does not look.",
		Fix:  "In each region: aws inspector2 enable --resource-types LAMBDA LAMBDA_CODE",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning_resources_lambda_code.html", page + "3"},
	},
	Run: func(v *checks.View[inspector2.Account]) checks.Verdict {
		return judge(v, "the code scanning of Lambda", v.Resource.LambdaCodeStatus)
	},
	Cases: statusCases(func(a *inspector2.Account, f inventory.Fact[string]) { a.LambdaCodeStatus = f }),
}
