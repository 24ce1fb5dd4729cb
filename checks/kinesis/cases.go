package kinesis

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/kinesis"
)

// caseARN is the ARN of the stream of the worked examples.
const caseARN = "arn:aws:kinesis:" + checks.CaseRegion + ":" + checks.CaseAccount + ":stream/orders"

// examples are streams with policies.
var examples = resourcepolicy.Examples[kinesis.Stream]{
	With: func(policy inventory.Fact[string]) kinesis.Stream {
		return stream(func(s *kinesis.Stream) { s.Policy = policy })
	},
	Call: kinesis.GetResourcePolicy, Action: "kinesis:PutRecord", ARN: caseARN,
}

// policyOf is where the policy of a stream is.
func policyOf(s *kinesis.Stream) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: s.Policy, Type: "kinesis.stream", ARN: s.ARN}
}

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// stream is one with which nothing is wrong, with the changes.
func stream(changes ...func(*kinesis.Stream)) kinesis.Stream {
	s := kinesis.Stream{
		Ref: inventory.Ref{ID: "orders", ARN: caseARN, Region: checks.CaseRegion}, Policy: inventory.Known(""),
		EncryptionType: inventory.Known("KMS"), KeyID: inventory.Known("alias/orders"), RetentionPeriodHours: inventory.Known[int32](168),
	}
	for _, change := range changes {
		change(&s)
	}
	return s
}
