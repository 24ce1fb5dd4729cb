package eventbridge

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eventbridge"
	"demarc/inventory/responsibility"
)

// BusPolicyAttached asks that it is written down who may use a custom bus.
var BusPolicyAttached = &checks.Check[eventbridge.Bus]{
	Meta: checks.Meta{
		ID: "eventbridge-bus-policy-attached", Title: "Custom event buses have a resource policy", Duty: responsibility.AccessPolicy, Severity: checks.Low, Since: "0.1",
		Why:  "Without a policy, every principal of the account whose IAM policy has events:PutEvents on all resources can put events on the bus. A policy says in one place who is meant, and can deny all others.",
		Fix:  "aws events put-permission --event-bus-name NAME --policy file://policy.json, with the accounts or roles that are meant.",
		Refs: []string{"https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/eventbridge-controls.html#eventbridge-3"},
	},
	Run: func(v *checks.View[eventbridge.Bus]) checks.Verdict {
		policy, _ := checks.Read(v, v.Resource.Policy)
		switch {
		case v.Resource.ID == eventbridge.DefaultBus:
			return v.NotApplicable("it is the default bus, to which AWS services send")
		case policy == "":
			return v.Fail("the bus has no policy")
		}
		return v.Pass("the bus has a policy")
	},
	Cases: []checks.Case[eventbridge.Bus]{
		{Name: "policy", Given: bus(func(b *eventbridge.Bus) { b.Policy = inventory.Known(`{"Version":"2012-10-17","Statement":[]}`) }), Want: checks.Pass},
		{Name: "none", Given: bus(), Want: checks.Fail},
		{Name: "default_bus", Given: bus(func(b *eventbridge.Bus) { b.ID = eventbridge.DefaultBus }), Want: checks.NotApplicable},
		{Name: "omitted", Given: bus(func(b *eventbridge.Bus) { b.Policy = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}
