package apigateway

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory/apigateway"
	"demarc/inventory/responsibility"
)

// APIPolicyTrustedAccounts finds APIs that other accounts may call.
var APIPolicyTrustedAccounts = &checks.Check[apigateway.API]{
	Meta: checks.Meta{
		ID: "apigateway-api-policy-trusted-accounts", Title: "Policies of REST APIs let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that the policy names can let any of its users call what the policy allows. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "Take the account out of the policy (aws apigateway update-rest-api --rest-api-id ID --patch-operations op=replace,path=/policy,value=POLICY, then deploy the stage), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html"},
	},
	Run:   resourcepolicy.NamedAccounts(policyOf, "apigateway-api-policy-not-public"),
	Cases: examples.NamedAccounts(),
}
