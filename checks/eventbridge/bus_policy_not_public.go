package eventbridge

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory/eventbridge"
	"demarc/inventory/responsibility"
)

// BusPolicyNotPublic finds event buses that strangers can use.
var BusPolicyNotPublic = &checks.Check[eventbridge.Bus]{
	Meta: checks.Meta{
		ID: "eventbridge-bus-policy-not-public", Title: "Event bus policies do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "Everyone with an AWS account can do what the policy allows: put events that look like those of your own services and set off your rules, or with wider actions write rules that send your events away.",
		Fix:  "Name the principals in the statement, or add a condition on aws:PrincipalOrgID. Then: aws events put-permission --event-bus-name NAME --policy file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html"},
	},
	With: guardrails.Wants(),
	Run:  resourcepolicy.NotPublic(policyOf),
	Cases: append(examples.NotPublic(), checks.Case[eventbridge.Bus]{
		Name:  "anyone_on_rules",
		Given: examples.Given(`{"Effect":"Allow","Principal":"*","Action":"events:PutRule","Resource":"arn:aws:events:eu-central-1:111122223333:rule/orders/*"}`), Want: checks.Fail,
	}),
}
