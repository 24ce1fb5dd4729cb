package kms

import (
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/resourcepolicy"
	"demarc/inventory/kms"
)

// keyPolicy is where the policy of a key is. A key always has one.
func keyPolicy(k *kms.Key) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: k.Policy, Type: "kms.key", ARN: k.ARN}
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
