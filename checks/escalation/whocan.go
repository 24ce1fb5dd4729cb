package escalation

import (
	"slices"
	"strings"

	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/ssoadmin"
)

// Who is the answer to the question who can use an action on a resource.
type Who struct {
	// Principals are those of the account, sorted by ARN.
	Principals []access.Who
	// Outside are grants of the resource's policy to others than the account, each with a request that the policy allows.
	Outside []access.Grant
	// Missing says what was not read, for this question: the model's, the policy of the resource, and what decides beside
	// that policy.
	Missing []Missing
}

// WantsFor returns what a snapshot must hold to say who can use a resource: the identities, and what tells its policy.
func WantsFor(resource string) []inventory.Want {
	out := append(identityWants(), inventory.Want{Type: ssoadmin.PermissionSetType})
	if k, _ := policedBy(resource); k != nil {
		out = append(out, k.want())
	}
	return out
}

func serviceOf(arn string) string {
	if p := strings.SplitN(arn, ":", 6); len(p) == 6 && p[0] == "arn" {
		return p[2]
	}
	return ""
}

// WhoCan says who can use an action on a resource, after identity policies, boundaries, the policy of the resource and those
// of the organization.
func (m *Model) WhoCan(action, resource string) Who {
	w := Who{Missing: slices.DeleteFunc(slices.Clone(m.missing), func(x Missing) bool { return m.unlisted[x] })}
	doc, region, what, gap := m.policyOf(resource)
	if gap != nil {
		w.Missing = append(w.Missing[:len(w.Missing):len(w.Missing)], Missing{what, gap.String()})
	}
	w.Missing = append(w.Missing[:len(w.Missing):len(w.Missing)], m.besides(action, resource)...)
	w.Principals = m.graph.WhoCanUnder(action, resource, region, doc)
	for i := range w.Principals {
		if p := &w.Principals[i]; m.unsure[p.ARN] {
			p.Possible = true
		}
	}
	if doc == nil {
		return w
	}
	// What callers of other accounts need on their own side they can give themselves.
	own, err := access.Parse([]byte(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`))
	if err != nil {
		return w
	}
	for _, g := range access.Decide(access.ResourcePolicy{Type: serviceOf(resource), ARN: resource, AccountID: m.snap.Account, Document: doc, RCPs: m.over.RCPs}).Grants {
		if g.Witness == nil || g.Class <= access.ClassSameAccount {
			continue
		}
		r := *g.Witness
		r.Action, r.Resource, r.ResourceAccount = action, resource, m.snap.Account
		if access.Evaluate(r, access.Policies{Resource: doc, Identity: []*access.Document{own}, RCPs: m.over.RCPs}).Verdict == access.VerdictAllowed {
			g.Witness = &r
			w.Outside = append(w.Outside, g)
		}
	}
	return w
}
