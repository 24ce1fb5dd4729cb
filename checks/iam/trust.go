package iam

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory/iam"
)

// trusted is what a role's trust policy says, and who it lets in.
type trusted struct {
	doc      *access.Document
	decision access.Decision
}

// trustOf decides who may assume a role. When done is true the caller returns the verdict: the role is not the
// customer's to change, or its trust policy cannot be read.
func trustOf(v *checks.View[iam.Role]) (t trusted, verdict checks.Verdict, done bool) {
	if verdict, made := awsMade(v); made {
		return t, verdict, true
	}
	text, ok := checks.Read(v, v.Resource.AssumeRolePolicyDocument)
	if !ok {
		return t, checks.Verdict{}, true
	}
	doc, err := access.Parse([]byte(text))
	if err != nil {
		return t, v.Unknown("the trust policy is not readable as a policy: %v", err), true
	}
	t = trusted{doc, access.Decide(access.ResourcePolicy{
		Type: "iam.role", ARN: v.Resource.ARN, AccountID: v.Account(), OrgID: v.Policy().OrganizationID, Partition: v.Partition(), Document: doc,
	})}
	return t, checks.Verdict{}, false
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

// claimOpen reports whether a token or assertion whose claim has a value that nobody has could be let in, whatever its
// other claims are.
func claimOpen(doc *access.Document, provider, action, role, claim string) bool {
	ctx := access.NewContext(nil)
	for _, s := range doc.Statements {
		for _, c := range s.Conditions {
			ctx.SetUnknown(c.Key)
		}
	}
	ctx.Set(claim, "zzzz")
	r := access.Evaluate(access.Request{Principal: provider, Action: action, Resource: role, Context: ctx}, access.Policies{Resource: doc})
	return r.Verdict == access.VerdictAllowed || r.Verdict == access.VerdictUnknown
}
