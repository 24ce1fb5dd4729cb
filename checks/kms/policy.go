package kms

import (
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory/kms"
)

// What several checks ask of one policy is worked out once.
var (
	parsedPolicies = &checks.Memo[string, parsed]{Of: func(text string) parsed {
		doc, err := access.Parse([]byte(text))
		return parsed{doc, err}
	}}
	decisions = &checks.Memo[policyOf, access.Decision]{Of: func(p policyOf) access.Decision {
		return access.Decide(access.ResourcePolicy{Type: "kms.key", ARN: p.arn, AccountID: p.account, OrgID: p.org, Partition: p.partition, Document: p.doc})
	}}
)

// parsed is a key policy, or why its text is none.
type parsed struct {
	doc *access.Document
	err error
}

// policyOf is a key's policy with what decides whom it lets in. Its document comes from parsedPolicies.
type policyOf struct {
	doc                          *access.Document
	arn, account, org, partition string
}

// document reads the key's policy. A text that is no policy is an unknown, which the second result says how to report.
func document(v *checks.View[kms.Key]) (*access.Document, *checks.Verdict) {
	text, ok := checks.Read(v, v.Resource.Policy)
	if !ok {
		unread := v.Unknown("the key policy was not read")
		return nil, &unread
	}
	p := checks.Recall(v, parsedPolicies, text)
	if p.err != nil {
		unread := v.Unknown("the key policy cannot be read: %v", p.err)
		return nil, &unread
	}
	return p.doc, nil
}

// decide says who can use the key through its policy.
func decide(v *checks.View[kms.Key], doc *access.Document) access.Decision {
	return checks.Recall(v, decisions, policyOf{doc, v.Resource.ARN, v.Account(), v.Policy().OrganizationID, v.Partition()})
}

// asked evaluates a request by a principal with the key policy alone.
func asked(v *checks.View[kms.Key], doc *access.Document, principal, action string) access.Verdict {
	return access.Evaluate(access.Request{Principal: principal, Action: action, Resource: v.Resource.ARN, ResourceAccount: v.Account()}, access.Policies{Resource: doc}).Verdict
}

func refused(x access.Verdict) bool {
	return x == access.VerdictExplicitDeny || x == access.VerdictImplicitDeny
}

// principals returns the users and roles that Allow statements name, each once, in document order.
func principals(doc *access.Document) []string {
	seen := map[string]bool{}
	var out []string
	for i := range doc.Statements {
		st := &doc.Statements[i]
		if st.Effect != access.Allow || st.Principal == nil {
			continue
		}
		for _, e := range st.Principal.Entries {
			if e.Kind == access.KindAWS && !seen[e.Text] && (strings.Contains(e.Text, ":user/") || strings.Contains(e.Text, ":role/") || strings.Contains(e.Text, ":assumed-role/")) {
				seen[e.Text] = true
				out = append(out, e.Text)
			}
		}
	}
	return out
}
