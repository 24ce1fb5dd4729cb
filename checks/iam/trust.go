package iam

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/inventory/iam"
)

// trusted is who a role's trust policy lets in.
type trusted struct {
	doc      *access.Document
	decision access.Decision
}

// trustPolicy returns a role's trust policy. When done is true the caller returns the verdict: the role is not the
// customer's to change, or its trust policy cannot be read.
func trustPolicy(v *checks.View[iam.Role]) (doc *access.Document, verdict checks.Verdict, done bool) {
	if verdict, made := awsMade(v); made {
		return nil, verdict, true
	}
	text, ok := checks.Read(v, v.Resource.AssumeRolePolicyDocument)
	if !ok {
		return nil, checks.Verdict{}, true
	}
	doc, err := parse(v, text)
	if err != nil {
		return nil, v.Unknown("the trust policy is not readable as a policy: %v", err), true
	}
	return doc, checks.Verdict{}, false
}

// decide says who may assume a role.
func decide(v *checks.View[iam.Role], doc *access.Document) trusted {
	return trusted{doc, guardrails.Decide(v, "iam.role", v.Resource.ARN, doc)}
}

// namesAccounts reports whether a trust policy can let principals of an account in, as against services and identity
// providers alone. Most roles are for services, and need no further thought.
func namesAccounts(doc *access.Document) bool {
	return slices.ContainsFunc(doc.Statements, func(s access.Statement) bool {
		return s.Effect == access.Allow && (s.Principal == nil || s.Principal.Everyone ||
			slices.ContainsFunc(s.Principal.Entries, func(p access.PrincipalEntry) bool {
				return p.Kind != access.KindService && p.Kind != access.KindFederated
			}))
	})
}

// strangers returns the first public grant: through an identity provider, or not through one.
func (t trusted) strangers(federated bool) (access.Grant, bool) {
	i := slices.IndexFunc(t.decision.Grants, func(g access.Grant) bool {
		return g.Class.Public() && (len(g.Federated) > 0) == federated
	})
	if i < 0 {
		return access.Grant{}, false
	}
	return t.decision.Grants[i], true
}

// undecided reports whether some grant is of an unknown class.
func (t trusted) undecided() bool {
	return t.decision.Class == access.ClassUnknown || slices.ContainsFunc(t.decision.Grants, func(g access.Grant) bool { return g.Class == access.ClassUnknown })
}

// without returns a request that lacks some condition keys, compared without case.
func without(r *access.Request, keys ...string) access.Request {
	out := *r
	values := map[string][]string{}
	if r.Context != nil {
		for k, vs := range r.Context.Values() {
			if !slices.ContainsFunc(keys, func(x string) bool { return strings.EqualFold(x, k) }) {
				values[k] = vs
			}
		}
	}
	out.Context = access.NewContext(values)
	return out
}

// federated returns the identity providers of a kind that the Allow statements of a trust policy name.
func federated(doc *access.Document, kind string) []string {
	var out []string
	for i := range doc.Statements {
		if s := &doc.Statements[i]; s.Effect == access.Allow && s.Principal != nil {
			for _, p := range s.Principal.Entries {
				if p.Kind == access.KindFederated && strings.Contains(p.Text, kind) {
					out = append(out, p.Text)
				}
			}
		}
	}
	return out
}

// claimOpen reports whether a token or assertion whose claim has a value that nobody has could be let in. Other condition
// keys may have any value, but for those that binds names: what they ask for, a stranger does not have.
func claimOpen(doc *access.Document, provider, action, role, claim string, binds func(key string) bool) bool {
	ctx := access.NewContext(nil)
	for _, s := range doc.Statements {
		for _, c := range s.Conditions {
			if !binds(c.Key) {
				ctx.SetUnknown(c.Key)
			}
		}
	}
	ctx.Set(claim, "zzzz")
	r := access.Evaluate(access.Request{Principal: provider, Action: action, Resource: role, Context: ctx}, access.Policies{Resource: doc})
	return r.Verdict == access.VerdictAllowed || r.Verdict == access.VerdictUnknown
}
