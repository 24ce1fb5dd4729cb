package eventbridge

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/eventbridge"
)

// caseARN is the ARN of the bus of the worked examples.
const caseARN = "arn:aws:events:" + checks.CaseRegion + ":" + checks.CaseAccount + ":event-bus/orders"

// examples are buss with policies.
var examples = resourcepolicy.Examples[eventbridge.Bus]{
	With: func(policy inventory.Fact[string]) eventbridge.Bus {
		return bus(func(b *eventbridge.Bus) { b.Policy = policy })
	},
	Call: eventbridge.ListEventBuses, Action: "events:PutEvents", ARN: caseARN,
}

// policyOf is where the policy of a bus is. It speaks of the rules of the bus, too, whose ARNs are others.
func policyOf(b *eventbridge.Bus) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: b.Policy, Type: "events.bus"}
}

// bus is one with which nothing is wrong, with the changes.
func bus(changes ...func(*eventbridge.Bus)) eventbridge.Bus {
	b := eventbridge.Bus{Ref: inventory.Ref{ID: "orders", ARN: caseARN, Region: checks.CaseRegion}, Policy: inventory.Known("")}
	for _, change := range changes {
		change(&b)
	}
	return b
}
