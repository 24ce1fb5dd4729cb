package sns

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/sns"
)

// caseARN is the ARN of the topic of the worked examples.
const caseARN = "arn:aws:sns:" + checks.CaseRegion + ":" + checks.CaseAccount + ":orders"

// examples are topics with policies.
var examples = resourcepolicy.Examples[sns.Topic]{
	With: func(policy inventory.Fact[string]) sns.Topic { return topic(func(t *sns.Topic) { t.Policy = policy }) },
	Call: sns.GetTopicAttributes, Action: "sns:Publish", ARN: caseARN, TLSActions: "sns:Publish",
}

// policyOf is where the policy of a topic is. Of the actions that a topic policy may name, publishing alone sends messages.
func policyOf(t *sns.Topic) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: t.Policy, Type: "sns.topic", ARN: t.ARN, TLS: "sns:Publish"}
}

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// topic is one with which nothing is wrong, with the changes.
func topic(changes ...func(*sns.Topic)) sns.Topic {
	t := sns.Topic{
		Ref: inventory.Ref{ID: "orders", ARN: caseARN, Region: checks.CaseRegion}, Policy: inventory.Known(""),
		KMSMasterKeyID: inventory.Known("alias/orders"), SubscriptionsConfirmed: inventory.Known(0),
	}
	for _, change := range changes {
		change(&t)
	}
	return t
}
