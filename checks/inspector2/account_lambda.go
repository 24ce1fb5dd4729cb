package inspector2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/inspector2"
	"demarc/inventory/responsibility"
)

// LambdaScanning finds regions in which nobody looks for vulnerable packages in functions.
var LambdaScanning = &checks.Check[inspector2.Account]{
	Meta: checks.Meta{
		ID: "inspector2-account-lambda-scanning", Title: "Inspector scans the packages of Lambda functions", Duty: responsibility.OpsDetection, Severity: checks.High, Since: "0.1",
		Why:  "AWS patches the runtime, and never the packages that are deployed with the code. Those are the customer's, and most of what runs.",
		Fix:  "In each region: aws inspector2 enable --resource-types LAMBDA",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-lambda.html", page + "4"},
	},
	Run: func(v *checks.View[inspector2.Account]) checks.Verdict {
		return judge(v, "the standard scanning of Lambda", v.Resource.LambdaStatus)
	},
	Cases: statusCases(func(a *inspector2.Account, f inventory.Fact[string]) { a.LambdaStatus = f }),
}
