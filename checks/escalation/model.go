// Package escalation builds the graph of package access from a snapshot: who in an account is an administrator, who can
// become one and by which steps, and who can use an action on a resource.
//
// It translates and counts what is missing; all reasoning is package access's. A principal of which something could not
// be read stays in the graph with what was read, and every way through it is a possible one only.
package escalation

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/inventory"
	"demarc/inventory/iam"
)

// Wants returns what a snapshot must hold: the identities, and the resources that have a role.
func Wants() []inventory.Want {
	out := identityWants()
	for _, k := range carrierKinds {
		out = append(out, k.want)
	}
	return out
}

// identityWants are what tells who may do what.
func identityWants() []inventory.Want {
	out := guardrails.Wants()
	for _, t := range []*inventory.Type{iam.GroupType, iam.PolicyType, iam.RoleType, iam.UserType} {
		out = append(out, inventory.Want{Type: t})
	}
	return out
}

// A Model is the graph of an account with what could not be read of it.
type Model struct {
	graph *access.Graph
	// own is the graph without what trust policies give to everybody; graph itself where they give nothing.
	own    *access.Graph
	snap   *inventory.Snapshot
	admins []string // sorted
	// unsure names the principals of which a policy, group or boundary is not known.
	unsure map[string]bool
	// missing says what was not read, and unlisted what of it is about resources that have a role.
	missing  []Missing
	unlisted map[Missing]bool
	// over are the organization's policies over the account.
	over *guardrails.Set
	// identities is the first gap among users, groups, roles and policies.
	identities *inventory.Gap
}

// Missing is something that was not read, so that an answer may name too few principals, or too many.
type Missing struct {
	// What is the resource or the kind: "iam.role deploy", "lambda.function in eu-west-1".
	What string `json:"what"`
	// Why is the gap in one line.
	Why string `json:"why"`
}

// A builder gathers the input of the graph.
type builder struct {
	m        *Model
	snap     *inventory.Snapshot
	account  access.Account
	policies map[string]*access.Document // by ARN; nil for one that cannot be read
	profiles map[string]string           // the role's ARN by the instance profile's
	groups   map[string]bool             // by name; true for one of which something is not known
	// unpoliced are the functions whose policies are not known.
	unpoliced []unpoliced
}

// New builds the model of a sealed snapshot. The same snapshot always gives the same model.
func New(s *inventory.Snapshot) *Model {
	over := guardrails.Of(s)
	b := &builder{
		m: &Model{snap: s, unsure: map[string]bool{}, unlisted: map[Missing]bool{}, over: over}, snap: s, policies: map[string]*access.Document{}, profiles: map[string]string{}, groups: map[string]bool{},
		account: access.Account{ID: s.Account, Time: s.Time.UTC().Format(time.RFC3339), SCPs: over.SCPs, RCPs: over.RCPs, OrgID: over.OrgID, OrgPath: over.Path},
	}
	b.guardrails()
	b.noteHolders()
	for _, t := range []*inventory.Type{iam.GroupType, iam.PolicyType, iam.RoleType, iam.UserType} {
		for _, gap := range incomplete(s, t) {
			b.lose(string(t.Kind), gap)
		}
	}
	each(s, b.policy)
	each(s, b.group)
	each(s, b.user)
	each(s, b.role)
	b.carriers()
	narrow, open := b.closed()
	b.m.graph = access.NewGraph(b.account)
	b.m.admins = b.m.graph.Admins()
	b.weigh()
	slices.SortStableFunc(b.m.missing, func(x, y Missing) int { return cmp.Or(cmp.Compare(x.What, y.What), cmp.Compare(x.Why, y.Why)) })
	b.m.missing = slices.Compact(b.m.missing)
	if b.m.own = b.m.graph; open {
		b.m.own = access.NewGraph(narrow)
	}
	return b.m
}

// closed returns the account without the statements of trust policies that let in any account of AWS, and whether there
// are any.
func (b *builder) closed() (a access.Account, open bool) {
	a = b.account
	a.Principals = slices.Clone(a.Principals)
	for i := range a.Principals {
		p := &a.Principals[i]
		if p.Trust == nil || !slices.ContainsFunc(p.Trust.Statements, everybody) {
			continue
		}
		d := access.Decide(access.ResourcePolicy{Type: "iam.role", ARN: p.ARN, AccountID: a.ID, Document: p.Trust, RCPs: a.RCPs})
		if !d.Class.Public() {
			continue
		}
		open = true
		rest := *p.Trust
		rest.Statements = slices.DeleteFunc(slices.Clone(rest.Statements), func(s access.Statement) bool {
			return everybody(s) && slices.ContainsFunc(d.Statements, func(x *access.Statement) bool { return x.Index == s.Index })
		})
		p.Trust = &rest
	}
	return a, open
}

// everybody reports whether a statement allows something to everybody whom its conditions do not keep out.
func everybody(s access.Statement) bool {
	return s.Effect == access.Allow && (s.NotPrincipal != nil || s.Principal != nil && s.Principal.Everyone)
}

// each hands over the resources of kind R.
func each[R any](s *inventory.Snapshot, take func(*R)) {
	for _, r := range s.Of(inventory.TypeOf[R]().Kind) {
		if x, ok := any(r).(*R); ok {
			take(x)
		}
	}
}

// incomplete returns why the listings of a kind cannot be relied on, one gap for each region.
func incomplete(s *inventory.Snapshot, t *inventory.Type) []*inventory.Gap {
	var out []*inventory.Gap
	listed := false
	for i := range s.Coverage {
		c := &s.Coverage[i]
		switch {
		case c.Kind != t.Kind:
			continue
		case c.Status == inventory.Complete, c.Status == inventory.Skipped && c.Region != "":
			listed = true // a region that is not enabled holds nothing
		case c.Gap != nil:
			listed, out = true, append(out, c.Gap)
		default:
			listed, out = true, append(out, &inventory.Gap{Class: inventory.Failed, Call: t.List.String(), Region: c.Region, Detail: c.Reason})
		}
	}
	if !listed {
		out = append(out, &inventory.Gap{Call: t.List.String(), Needs: t.List.Needs})
	}
	return out
}

// lose notes that something about identities was not read.
func (b *builder) lose(what string, gap *inventory.Gap) {
	b.m.missing = append(b.m.missing, Missing{what, gap.String()})
	if b.m.identities == nil {
		b.m.identities = gap
	}
}

// guardrails notes which of the organization's policies are not known.
func (b *builder) guardrails() {
	for _, x := range []struct {
		what string
		gap  *inventory.Gap
	}{{serviceControl, b.m.over.SCPGap}, {"resource control policies", b.m.over.RCPGap}} {
		if x.gap != nil {
			b.m.missing = append(b.m.missing, Missing{x.what, x.gap.String()})
		}
	}
}

const serviceControl = "service control policies"

// document parses a policy; what names it in messages. It returns nil for one that cannot be read.
func (b *builder) document(what, text string) *access.Document {
	doc, err := access.Parse([]byte(text))
	if err != nil {
		b.lose(what, &inventory.Gap{Class: inventory.Failed, Call: iam.GetAccountAuthorizationDetails.String(), Detail: "not readable as a policy: " + err.Error()})
		return nil
	}
	return doc
}

// Name is how messages call a principal of the account: "user ana", "role deploy".
func Name(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 {
		return arn
	}
	kind, path, ok := strings.Cut(parts[5], "/")
	if !ok {
		return arn
	}
	return kind + " " + path[strings.LastIndexByte(path, '/')+1:]
}
