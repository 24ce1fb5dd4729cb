package eventbridge

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory/eventbridge"
	"demarc/inventory/responsibility"
)

// BusPolicySourceBound finds services that use a bus for any of their customers.
var BusPolicySourceBound = &checks.Check[eventbridge.Bus]{
	Meta: checks.Meta{
		ID: "eventbridge-bus-policy-source-bound", Title: "Services may use event buses for this account only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "A service that the policy lets in without a condition puts events for whichever customer asks it to, and your rules act on them.",
		Fix:  "Add a condition on aws:SourceAccount, aws:SourceOrgID or an aws:SourceArn with an account to the statement: aws events put-permission --event-bus-name NAME --policy file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html"},
	},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.SourceBound(policyOf),
	Cases: examples.SourceBound(),
}
