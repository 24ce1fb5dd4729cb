// Package guardrails tells what an organization's policies leave of an account: the service control policies over its users
// and roles, and the resource control policies over what it holds.
//
// Most accounts may not read them. They only ever take away, so a verdict that they cannot turn round stays, and says
// that they are not known; none is made unknown by them.
package guardrails

import (
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/organizations"
)

// Wants returns what a snapshot must hold.
func Wants() []inventory.Want {
	return []inventory.Want{{Type: organizations.GuardrailsType, Calls: []*inventory.Call{organizations.ListParents, organizations.ListPoliciesForTarget, organizations.DescribePolicy}}}
}

// A Set is the organization of an account with its policies.
type Set struct {
	// OrgID is the organization, empty for none or when it is not known; Path is where the account is in it, as in
	// aws:PrincipalOrgPaths.
	OrgID, Path string
	// SCPs and RCPs are the policies over the account, a list for each level from the root down; nil for none.
	SCPs, RCPs [][]*access.Document
	// SCPGap and RCPGap say why they are not known; nil where they are.
	SCPGap, RCPGap *inventory.Gap
}

// Of returns what a snapshot says of the account's organization.
func Of(s *inventory.Snapshot) *Set {
	for _, r := range s.Of(organizations.GuardrailsType.Kind) {
		g, ok := r.(*organizations.Guardrails)
		if !ok {
			continue
		}
		out := &Set{OrgID: g.ID}
		if parents, gap := g.Parents.Get(); gap == nil && len(parents) > 0 {
			out.Path = g.ID + "/" + strings.Join(parents, "/") + "/"
		}
		out.SCPs, out.SCPGap = documents(g.ServiceControlPolicies)
		out.RCPs, out.RCPGap = documents(g.ResourceControlPolicies)
		return out
	}
	gap := unlisted(s)
	return &Set{SCPGap: gap, RCPGap: gap}
}

// unlisted returns why there may be an organization although none is in the snapshot, or nil.
func unlisted(s *inventory.Snapshot) *inventory.Gap {
	list := organizations.DescribeOrganization
	c := s.CoverageOf(organizations.GuardrailsType.Kind, "")
	switch {
	case c == nil:
		return &inventory.Gap{Call: list.String(), Needs: list.Needs}
	case c.Status == inventory.Complete:
		return nil
	case c.Gap != nil:
		return c.Gap
	}
	return &inventory.Gap{Class: inventory.Failed, Call: list.String(), Detail: c.Reason}
}

// documents parses the policies of each level. Where a type is enabled, every level has a policy (Organizations User
// Guide, "Attaching and detaching service control policies"), so that no policy at all is a type that is not enabled.
func documents(f inventory.Fact[[]organizations.Level]) ([][]*access.Document, *inventory.Gap) {
	levels, gap := f.Get()
	if gap != nil {
		return nil, gap
	}
	var out [][]*access.Document
	bare := ""
	for _, l := range levels {
		var docs []*access.Document
		for _, p := range l.Policies {
			doc, err := access.Parse([]byte(p.Content))
			if err != nil {
				return nil, &inventory.Gap{Class: inventory.Failed, Call: organizations.DescribePolicy.String(), Detail: p.ID + " is not readable as a policy: " + err.Error()}
			}
			docs = append(docs, doc)
		}
		if out = append(out, docs); len(docs) == 0 {
			bare = l.Target
		}
	}
	switch {
	case bare == "":
		return out, nil
	case hasNone(out):
		return nil, nil
	}
	return nil, &inventory.Gap{Class: inventory.Failed, Call: organizations.ListPoliciesForTarget.String(), Detail: bare + " has no policy although others have: AWS keeps one on each"}
}

func hasNone(levels [][]*access.Document) bool {
	for _, l := range levels {
		if len(l) > 0 {
			return false
		}
	}
	return true
}

// overview is worked out once for all checks of an evaluation.
var overview = &checks.Overview[*Set]{Of: Of}

// A question is a resource policy with what decides whom it lets in.
type question struct {
	doc                                *access.Document
	kind, arn, account, org, partition string
	set                                *Set // nil without resource control policies
}

var decisions = &checks.Memo[question, access.Decision]{Of: func(q question) access.Decision {
	rp := access.ResourcePolicy{Type: q.kind, ARN: q.arn, AccountID: q.account, OrgID: q.org, Partition: q.partition, Document: q.doc}
	if q.set != nil {
		rp.RCPs = q.set.RCPs
	}
	return access.Decide(rp)
}}

// Decide says who can use a resource through its policy, after the resource control policies of the account's organization
// where these are known. They count for a check that declares what Wants returns. A nil document grants nothing. The same document
// must come as the same pointer, or each question is answered anew.
func Decide[T any](v *checks.View[T], kind, arn string, doc *access.Document) access.Decision {
	set := checks.Survey(v, overview)
	q := question{doc, kind, arn, v.Account(), v.Policy().OrganizationID, v.Partition(), nil}
	d := checks.Recall(v, decisions, q)
	if d.Class <= access.ClassSameAccount || !access.Covered(kind) || !checks.Declared(v, organizations.DescribePolicy) {
		return d
	}
	switch gap := set.RCPGap; {
	case gap != nil && gap.Class == inventory.NotAsked:
		return d
	case gap != nil:
		d.Why += "; whether a resource control policy of the organization stops it is not known: " + gap.String()
		return d
	case len(set.RCPs) == 0:
		return d
	}
	q.set = set
	narrow := checks.Recall(v, decisions, q)
	if narrow.Class == d.Class && len(narrow.Grants) == len(d.Grants) {
		return d
	}
	g, found := checks.Find[organizations.Guardrails](v, "", set.OrgID)
	if !found {
		return d
	}
	if _, known := checks.Peek(v, g.ResourceControlPolicies); !known {
		return d
	}
	narrow.Why += "; the organization's resource control policies stop the rest of what the policy allows"
	return narrow
}
