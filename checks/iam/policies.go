package iam

import (
	"demarc/checks"
	"demarc/checks/access"
)

// What several checks ask of one policy is worked out once.
var (
	parsedPolicies = &checks.Memo[string, parsed]{Of: func(text string) parsed {
		doc, err := access.Parse([]byte(text))
		return parsed{doc, err}
	}}
	powers = &checks.Memo[*access.Document, access.AdminResult]{Of: func(doc *access.Document) access.AdminResult { return access.Admin(doc) }}
)

// parsed is a policy, or why its text is none.
type parsed struct {
	doc *access.Document
	err error
}

// parse reads a policy. The same text is the same document, to all checks of an evaluation.
func parse[T any](v *checks.View[T], text string) (*access.Document, error) {
	p := checks.Recall(v, parsedPolicies, text)
	return p.doc, p.err
}

// power tells whether a policy makes its principal an administrator. The document is one that parse returned.
func power[T any](v *checks.View[T], doc *access.Document) access.AdminResult {
	return checks.Recall(v, powers, doc)
}
