package kms

import (
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory/kms"
)

// document reads the key's policy. A text that is no policy is an unknown, which the second result says how to report.
func document(v *checks.View[kms.Key]) (*access.Document, *checks.Verdict) {
	text, ok := checks.Read(v, v.Resource.Policy)
	if !ok {
		unread := v.Unknown("the key policy was not read")
		return nil, &unread
	}
	doc, err := access.Parse([]byte(text))
	if err != nil {
		unread := v.Unknown("the key policy cannot be read: %v", err)
		return nil, &unread
	}
	return doc, nil
}

// decide says who can use the key through its policy.
func decide(v *checks.View[kms.Key], doc *access.Document) access.Decision {
	return access.Decide(access.ResourcePolicy{
		Type: "kms.key", ARN: v.Resource.ARN, AccountID: v.Account(), OrgID: v.Policy().OrganizationID, Partition: v.Partition(), Document: doc,
	})
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
