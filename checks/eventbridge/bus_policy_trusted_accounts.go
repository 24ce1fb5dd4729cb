package eventbridge

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory/eventbridge"
	"demarc/inventory/responsibility"
)

// BusPolicyTrustedAccounts finds event buses that accounts and organisations can use which the user did not name.
var BusPolicyTrustedAccounts = &checks.Check[eventbridge.Bus]{
	Meta: checks.Meta{
		ID: "eventbridge-bus-policy-trusted-accounts", Title: "Event bus policies let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "An account that the policy names can put events on the bus and set off your rules, as the policy says. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "Take the account out of the policy (aws events put-permission --event-bus-name NAME --policy file://policy.json), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html"},
	},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.TrustedAccounts(policyOf),
	Cases: examples.Trusted(),
}
