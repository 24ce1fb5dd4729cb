package access

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// AccessQuestion is one line of "scanner policy access --ndjson".
type AccessQuestion struct {
	ID           string          `json:"id"`
	ResourceType string          `json:"resource_type"`
	ResourceARN  string          `json:"resource_arn,omitempty"`
	AccountID    string          `json:"account_id"`
	OrgID        string          `json:"org_id,omitempty"`
	Policy       json.RawMessage `json:"policy"`
}

// AccessAnswer is the answer to an AccessQuestion. Verdict is public, cross_account, org, private or unknown.
type AccessAnswer struct {
	ID             string       `json:"id"`
	Verdict        string       `json:"verdict"`
	Class          string       `json:"class"`
	Accounts       []string     `json:"accounts"`
	Orgs           []string     `json:"orgs"`
	Services       []string     `json:"services"`
	Conditions     []string     `json:"conditions"`
	ConfusedDeputy bool         `json:"confused_deputy"`
	Witness        *RequestForm `json:"witness"`
	Why            string       `json:"why"`
}

// RequestForm is a request in JSON.
type RequestForm struct {
	Principal       string              `json:"principal"`
	Action          string              `json:"action"`
	Resource        string              `json:"resource"`
	ResourceAccount string              `json:"resource_account,omitempty"`
	Context         map[string][]string `json:"context"`
}

// Form returns the request for output.
func (r *Request) Form() *RequestForm {
	if r == nil {
		return nil
	}
	f := &RequestForm{r.Principal, r.Action, r.Resource, r.ResourceAccount, map[string][]string{}}
	if r.Context != nil {
		f.Context = r.Context.Values()
	}
	return f
}

// String writes the request on one line; nil is an empty line. A key that follows from the principal is left out.
func (r *RequestForm) String() string {
	if r == nil {
		return ""
	}
	who := r.Principal
	if who == "*" {
		who = "anyone, unsigned,"
	}
	out := who + " calls " + r.Action + " on " + r.Resource
	var keys []string
	for _, k := range slices.Sorted(maps.Keys(r.Context)) {
		if k == "aws:principalarn" && slices.Equal(r.Context[k], []string{r.Principal}) {
			continue
		}
		keys = append(keys, k+" = "+strings.Join(r.Context[k], ", "))
	}
	if len(keys) > 0 {
		out += ", where " + strings.Join(keys, "; ")
	}
	return out
}

// Verdict is the decision in the five words of the command line: a grant to a service counts by the accounts that its
// conditions bind it to, and as private where nothing binds it (ConfusedDeputy is set then).
func (d Decision) Verdict() string {
	switch {
	case d.Class.Public():
		return "public"
	case d.Class == ClassUnknown:
		return "unknown"
	case d.Class == ClassOrg, len(d.Orgs) > 0:
		return "org"
	case d.Class == ClassCrossAccount, len(d.Accounts) > 0:
		return "cross_account"
	}
	for _, g := range d.Grants {
		if g.Class == ClassFixedPrincipal && g.Witness != nil && parseCaller(g.Witness.Principal).kind == KindService {
			return "cross_account"
		}
	}
	return "private"
}

// AnswerAccess answers one line of "scanner policy access --ndjson". The error says what is wrong with the line; a policy
// that cannot be read is not an error but the verdict unknown.
func AnswerAccess(line []byte) (AccessAnswer, error) {
	var q AccessQuestion
	if err := json.Unmarshal(line, &q); err != nil {
		return AccessAnswer{}, fmt.Errorf("read the line as an access question: %w", err)
	}
	a := AccessAnswer{ID: q.ID, Verdict: "unknown", Class: ClassUnknown.String(), Accounts: []string{}, Orgs: []string{}, Services: []string{}, Conditions: []string{}}
	doc, err := parseRaw(q.Policy)
	if err != nil {
		a.Why = err.Error()
		return a, nil //nolint:nilerr // a policy that cannot be read is an answer: unknown, and why
	}
	d := Decide(ResourcePolicy{Type: q.ResourceType, ARN: q.ResourceARN, AccountID: q.AccountID, OrgID: q.OrgID, Document: doc})
	a.Verdict, a.Class, a.ConfusedDeputy, a.Why, a.Witness = d.Verdict(), d.Class.String(), d.ConfusedDeputy, d.Why, d.Witness.Form()
	a.Accounts = append(a.Accounts, d.Accounts...)
	a.Orgs = append(a.Orgs, d.Orgs...)
	a.Services = append(a.Services, d.Services...)
	a.Conditions = append(a.Conditions, d.Conditions...)
	return a, nil
}

// parseRaw reads a policy that is given as an object or as a string that holds one.
func parseRaw(raw json.RawMessage) (*Document, error) {
	var text string
	if len(raw) > 0 && raw[0] == '"' && json.Unmarshal(raw, &text) == nil {
		return ParseEncoded(text)
	}
	return Parse(raw)
}
