package kinesis

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/kinesis"
	"demarc/inventory/responsibility"
)

// StreamPolicyTrustedAccounts finds streams that accounts and organisations can use which the user did not name.
var StreamPolicyTrustedAccounts = &checks.Check[kinesis.Stream]{
	Meta: checks.Meta{
		ID: "kinesis-stream-policy-trusted-accounts", Title: "Stream policies let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "An account that the policy names can let any of its users read or put records, as the policy says. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "Take the account out of the policy (aws kinesis put-resource-policy --resource-arn ARN --policy file://policy.json), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html"},
	},
	Reads: []*inventory.Call{kinesis.GetResourcePolicy},
	Run:   resourcepolicy.TrustedAccounts(policyOf),
	Cases: examples.Trusted(),
}
