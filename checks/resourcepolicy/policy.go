// Package resourcepolicy holds what the checks of many services ask of a resource's policy: does it let strangers in,
// does it let in accounts that nobody named, may a service use it for any customer, and does it refuse requests without
// TLS. The answers come from package access, by deciding and not by matching text.
//
// A package of checks says once where the policy of its resource is, and makes its checks from that:
//
//	func policyOf(q *sqs.Queue) resourcepolicy.Policy {
//		return resourcepolicy.Policy{Text: q.Policy, Type: "sqs.queue", ARN: q.ARN}
//	}
//
//	var QueuePolicyNotPublic = &checks.Check[sqs.Queue]{
//		Meta:  checks.Meta{ID: "sqs-queue-policy-not-public", ...},
//		Reads: []*inventory.Call{sqs.GetQueueAttributes},
//		With:  guardrails.Wants(),
//		Run:   resourcepolicy.NotPublic(policyOf),
//		Cases: examples.NotPublic(),
//	}
//
// With: guardrails.Wants() lets the organization's resource control policies count. A check of a service that these cover
// (access.Covered) declares it, which Examples has cases for; for other services there is nothing to count.
//
// Examples makes the cases from one resource with a policy of any text, so that each service shows the same questions
// with its own action and ARN; append those that only the service has:
//
//	var examples = resourcepolicy.Examples[sqs.Queue]{With: withPolicy, Action: "sqs:SendMessage", ARN: caseARN}
//
// All of it takes an empty text for "there is no policy", and that as letting in nobody but the account's own IAM
// policies do. Where a missing policy means something else (a file system that any client in the VPC mounts), or where
// something beside the policy decides too (a domain's network, an API's authorizers), the check looks at that first and
// asks Decide for the rest. A check of further questions about a policy reads it with Document.
package resourcepolicy

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/inventory"
)

// A Policy says where a resource keeps its policy.
type Policy struct {
	// Text is the policy as JSON; empty is that there is none.
	Text inventory.Fact[string]
	// Type is that of access.ResourcePolicy: "sqs.queue".
	Type string
	// ARN is the resource's; empty for a policy that speaks of several resources, such as a registry's.
	ARN string
	// TLS are the actions that TLSOnly wants refused without TLS: "sns:Publish"; empty is all of the service's.
	TLS string
}

// What several checks ask of one policy is worked out once.
var (
	parsed = &checks.Memo[string, document]{Of: func(text string) document {
		doc, err := access.Parse([]byte(text))
		return document{doc, err}
	}}
	tls = &checks.Memo[tlsQuestion, access.TLSResult]{Of: func(q tlsQuestion) access.TLSResult { return access.RequiresTLS(q.policy(), q.actions) }}
)

// document is a policy, or why its text is none.
type document struct {
	doc *access.Document
	err error
}

// question is all that an answer about a policy depends on. Its document comes from parsed.
type question struct {
	doc                                *access.Document
	kind, arn, account, org, partition string
}

// tlsQuestion is a question about actions without TLS.
type tlsQuestion struct {
	question
	actions string
}

func (q question) policy() access.ResourcePolicy {
	return access.ResourcePolicy{Type: q.kind, ARN: q.arn, AccountID: q.account, OrgID: q.org, Partition: q.partition, Document: q.doc}
}

func ask[T any](v *checks.View[T], p Policy, doc *access.Document) question {
	return question{doc, p.Type, p.ARN, v.Account(), v.Policy().OrganizationID, v.Partition()}
}

// Document reads a policy: nil where there is none. A text that is no policy is an unknown, which the second result says
// how to report.
func Document[T any](v *checks.View[T], p Policy) (*access.Document, *checks.Verdict) {
	text, known := checks.Read(v, p.Text)
	if !known {
		unread := v.Unknown("the policy was not read")
		return nil, &unread
	}
	if text == "" {
		return nil, nil
	}
	d := checks.Recall(v, parsed, text)
	if d.err != nil {
		unread := v.Unknown("the policy cannot be read: %v", d.err)
		return nil, &unread
	}
	return d.doc, nil
}

// Decide says who can use the resource through its policy. The second result is the verdict where the policy was not read
// or cannot be.
func Decide[T any](v *checks.View[T], p Policy) (access.Decision, *checks.Verdict) {
	doc, unread := Document(v, p)
	if unread != nil {
		return access.Decision{}, unread
	}
	return guardrails.Decide(v, p.Type, p.ARN, doc), nil
}

// DecideText is Decide for a check that has looked at the policy itself.
func DecideText[T any](v *checks.View[T], p Policy, text string) (access.Decision, error) {
	if text == "" {
		return guardrails.Decide(v, p.Type, p.ARN, nil), nil
	}
	d := checks.Recall(v, parsed, text)
	if d.err != nil {
		return access.Decision{}, d.err
	}
	return guardrails.Decide(v, p.Type, p.ARN, d.doc), nil
}
