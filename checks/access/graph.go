package access

import (
	"cmp"
	"slices"
)

// Account is what Graph needs to know of an account. Documents may be shared between principals, and should be: each is
// looked at once.
type Account struct {
	ID         string
	Principals []Principal
	Groups     []Group
	// Carriers are the resources that have a role or could get one: functions, instances, stacks, projects and so on. When
	// CarriersKnown is false, taking over such a resource is reported as possible where a role exists that the service could
	// carry.
	Carriers      []Carrier
	CarriersKnown bool
	// KnownCarriers are services, as in Carrier.Service, of which all resources are in Carriers although CarriersKnown is false.
	KnownCarriers []string
	// SCPs hold one list for each level from the organization's root to the account; every level must allow.
	SCPs [][]*Document
	// RCPs are the organization's policies over the account's resources, in such lists; only their Deny statements count.
	RCPs [][]*Document
	// OrgID is the organization that the account is in, and OrgPath where in it, as in aws:PrincipalOrgPaths. Empty leaves
	// conditions on them open.
	OrgID, OrgPath string
	// Time is when the account was looked at, RFC 3339; conditions on dates are decided by it. Empty leaves them open.
	Time string
}

// Principal is a user or a role.
type Principal struct {
	ARN string
	// Attached are the managed policies, Inline the others. Those of groups are found through Groups.
	Attached []Attached
	Inline   []*Document
	Boundary *Document
	// Groups are the names of a user's groups.
	Groups []string
	// Trust is a role's trust policy.
	Trust *Document
	// InstanceProfile is true for a role that is in an instance profile.
	InstanceProfile bool
}

// Group is a group of users.
type Group struct {
	Name, ARN string
	Attached  []Attached
	Inline    []*Document
}

// Attached is a managed policy in its default version.
type Attached struct {
	ARN      string
	Document *Document
	// Others are the other versions, if they were read.
	Others []*Document
}

// Carrier is a resource that has a role or could get one.
type Carrier struct {
	// ARN of the resource, Service as in its ARN, with the kind behind it where a service has several ("lambda", "ec2",
	// "ec2-launch-template", "ecs-cluster"), Role the ARN of the role it has, empty for none. An instance that Systems Manager
	// reaches is a carrier of "ec2" and of "ssm".
	ARN, Service, Role string
	// Policy is the resource's own policy, nil for none.
	Policy *Document
}

// Step is one edge of a path: From gains what To can do.
type Step struct {
	From, To string
	// Method is the id of the method, e.g. "iam-002", "sts-001"; Name its permissions.
	Method, Name string
	// Via is the resource that is used, where there is one: a policy, a group, a function.
	Via string
	// Possible is true if the step hangs on something that is not known: a condition, an inventory that was not read.
	Possible bool
}

// Path leads from a principal to an administrator. The last step may be one to itself: it grants itself everything.
type Path struct {
	Steps []Step
	// Possible is true if any step is.
	Possible bool
}

// Graph answers who can become whom in one account. It is immutable and safe for concurrent use.
type Graph struct {
	account *Account
	nodes   []*graphNode
	byARN   map[string]int
	roles   []int
	users   []int
	bounded []int // those that only a boundary keeps from being administrators
	groups  map[string]*Group
	// carriers are the resources by the role that they have, kinds those by service, and policed the services of which some
	// have policies.
	carriers map[string][]Carrier
	kinds    map[string][]Carrier
	policed  map[string]bool
	tables   *actionTables
	next     []hop // the first step of the shortest way to an administrator
}

// hop is a node's first step and the number of steps that are left after it.
type hop struct {
	found    bool
	distance int
	step     Step
	to       int // -1 for itself
}

// NewGraph draws the graph. Edges are drawn only where the permissions, after boundaries, SCPs and conditions, allow every
// action of a known method and the resource that it needs exists. The time is about linear in the principals for usual
// accounts, and quadratic at worst.
func NewGraph(a Account) *Graph {
	g := &Graph{account: &a, byARN: map[string]int{}, groups: map[string]*Group{}, carriers: map[string][]Carrier{}, kinds: map[string][]Carrier{}, policed: map[string]bool{}, tables: newActionTables(a.SCPs, a.RCPs)}
	for i := range a.Groups {
		g.groups[a.Groups[i].Name] = &a.Groups[i]
	}
	for _, c := range a.Carriers {
		g.kinds[c.Service] = append(g.kinds[c.Service], c)
		if c.Role != "" {
			g.carriers[c.Role] = append(g.carriers[c.Role], c)
			g.policed[c.Service] = g.policed[c.Service] || c.Policy != nil
		}
	}
	slices.SortFunc(g.account.Principals, func(x, y Principal) int { return cmp.Compare(x.ARN, y.ARN) })
	for i := range a.Principals {
		n := g.newNode(&a.Principals[i], g.tables)
		g.byARN[n.p.ARN] = i
		g.nodes = append(g.nodes, n)
		if n.bound {
			g.bounded = append(g.bounded, i)
		}
		if n.role {
			g.roles = append(g.roles, i)
		} else {
			g.users = append(g.users, i)
		}
	}
	g.tables.sortRegions()
	for _, n := range g.nodes {
		g.serviceMethods(n)
	}
	g.trustedNodes()
	g.next = make([]hop, len(g.nodes))
	g.search()
	return g
}

// trustedNodes marks the principals that a trust policy names.
func (g *Graph) trustedNodes() {
	everyone := false
	for _, r := range g.roles {
		t := g.nodes[r].trust
		if t == nil {
			continue
		}
		everyone = everyone || t.everyone
		for name := range t.names {
			if i, ok := g.byARN[name]; ok {
				g.nodes[i].trusted = true
			}
		}
	}
	for _, n := range g.nodes {
		n.trusted = n.trusted || everyone
	}
}

// Admins lists the principals that are administrators by their own policies, sorted.
func (g *Graph) Admins() []string {
	var out []string
	for _, n := range g.nodes {
		if n.admin {
			out = append(out, n.p.ARN)
		}
	}
	return out
}

// PathToAdmin returns the shortest way for a principal to become an administrator; ok is false if there is none or the
// principal is not in the account. An administrator has the empty path. Certain paths are preferred to possible ones.
func (g *Graph) PathToAdmin(arn string) (p Path, ok bool) {
	i, known := g.byARN[arn]
	if !known {
		return Path{}, false
	}
	for !g.nodes[i].admin {
		h := g.next[i]
		if !h.found {
			return Path{}, false
		}
		p.Steps = append(p.Steps, h.step)
		p.Possible = p.Possible || h.step.Possible
		if h.to < 0 {
			return p, true
		}
		i = h.to
	}
	return p, true
}

// Escalations lists the principals that are no administrators and can become one, sorted, with their paths.
func (g *Graph) Escalations() map[string]Path {
	out := map[string]Path{}
	for _, n := range g.nodes {
		if p, ok := g.PathToAdmin(n.p.ARN); ok && !n.admin {
			out[n.p.ARN] = p
		}
	}
	return out
}

// Path returns the shortest way from one principal to another; ok is false if there is none.
func (g *Graph) Path(from, to string) (p Path, ok bool) {
	start, okFrom := g.byARN[from]
	goal, okTo := g.byARN[to]
	if !okFrom || !okTo {
		return Path{}, false
	}
	for _, possible := range []bool{false, true} {
		if p, ok := g.forward(start, goal, possible); ok {
			return p, true
		}
	}
	return Path{}, false
}

func (g *Graph) forward(start, goal int, possible bool) (Path, bool) {
	came := map[int]Step{}
	from := map[int]int{start: start}
	queue := []int{start}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if s == goal {
			var p Path
			for ; s != start; s = from[s] {
				p.Steps = append(p.Steps, came[s])
				p.Possible = p.Possible || came[s].Possible
			}
			slices.Reverse(p.Steps)
			return p, true
		}
		for t := range g.nodes {
			if _, seen := from[t]; seen {
				continue
			}
			if step, ok := g.step(s, t); ok >= maybe && (possible || ok == yes) {
				from[t], came[t] = s, step
				queue = append(queue, t)
			}
		}
	}
	return Path{}, false
}

// WhoCan lists the principals whose identity side allows an action on a resource, sorted; possible is true for those where
// a condition decides.
func (g *Graph) WhoCan(action, resource string) []Who {
	return g.WhoCanUnder(action, resource, "", nil)
}

// WhoCanUnder is WhoCan with the policy of the resource, which can stop a principal, let it in by itself, or, for keys and
// roles, has to. nil leaves the resource's side out. region is where the request goes; empty is the region in the ARN, or
// any that the caller chooses.
func (g *Graph) WhoCanUnder(action, resource, region string, policy *Document) []Who {
	if region == "" {
		region = fixedRegion(lower(action), resource)
	}
	regions := []string{region}
	if region == "" && g.tables.asked {
		regions = g.tables.regions
	}
	var out []Who
	for _, n := range g.nodes {
		p := Policies{Identity: n.docs, Boundary: n.p.Boundary, SCPs: g.account.SCPs, RCPs: g.account.RCPs, Resource: policy}
		var r Result
		for i, region := range regions {
			ctx := n.ctx.clone()
			if region != "" {
				ctx.Set(requestedRegion, region)
			}
			got := Evaluate(Request{Principal: n.p.ARN, Action: action, Resource: resource, ResourceAccount: g.account.ID, Context: ctx}, p)
			if i == 0 || got.Verdict == VerdictAllowed || got.Verdict == VerdictUnknown && r.Verdict != VerdictAllowed {
				r = got
			}
			if r.Verdict == VerdictAllowed {
				break
			}
		}
		if r.Verdict == VerdictAllowed || r.Verdict == VerdictUnknown {
			out = append(out, Who{n.p.ARN, r.Verdict == VerdictUnknown, r.Why})
		}
	}
	return out
}

// Who is one principal of WhoCan.
type Who struct {
	ARN      string
	Possible bool
	Why      string
}
