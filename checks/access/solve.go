package access

// want is a condition that must hold, or must not.
type want struct {
	c     *Condition
	holds bool
}

// solver looks for a request of one world that one statement allows and no Deny statement stops.
//
// The request is a set of independent variables: action, resource, the caller's ARN and each condition key. Allowing the
// request puts demands on them; each Deny statement must fail in one of its parts, which is tried in turn. Whether the
// demands on one variable can be met together is decided by pick (strings) or by trying every boundary (numbers, dates,
// addresses).
type solver struct {
	rp      *ResourcePolicy
	facts   *facts
	w       *world
	st      *Statement
	denies  []*Statement
	caller  string // fixed, or "" when aws:PrincipalArn is a variable
	wants   map[string][]want
	demands map[string][]demand
	steps   int
	// unproven is set when some branch was given up without proof.
	unproven bool
	found    *Request
}

// Names of the variables that are no condition keys.
const (
	varAction   = "\x00action"
	varResource = "\x00resource"
	varIdentity = "aws:principalarn"
)

const maxSteps = 2000

// solve returns a witness, or whether its absence is proven.
func (s *solver) solve() (witness *Request, proven bool) {
	s.wants, s.demands = map[string][]want{}, map[string][]demand{}
	if !s.facts.spend(20 + len(s.st.Action) + len(s.st.Resource) + len(s.st.Conditions)) {
		return nil, false
	}
	if !s.allow() {
		return nil, true
	}
	for key := range s.wants {
		if !s.feasible(key) {
			return nil, !s.unproven
		}
	}
	if !s.feasible(varAction) || !s.feasible(varResource) {
		return nil, !s.unproven
	}
	s.search(0)
	return s.found, !s.unproven
}

// allow puts the demands of the statement.
func (s *solver) allow() bool {
	if s.st.noResource {
		return false
	}
	word := glob{plainOne, plainRun, ':', plainOne, plainRun}
	s.demand(varAction, demand{any: []glob{word}})
	s.actionsOfCaller()
	switch {
	case len(s.st.action) > 0:
		s.demand(varAction, demand{any: s.st.action})
	case len(s.st.notAction) > 0:
		s.demand(varAction, demand{any: s.st.notAction, negate: true})
	default:
		return false
	}
	if d := s.rp.resources(); len(d) > 0 {
		s.demand(varResource, demand{any: d})
	}
	if len(s.st.resource) > 0 {
		s.demand(varResource, demand{any: loose(s.st.resource)})
	} else if len(s.st.notResource) > 0 {
		s.demand(varResource, demand{any: fixedOnly(s.st.notResource), negate: true})
	}
	for i := range s.st.Conditions {
		if c := &s.st.Conditions[i]; !c.void {
			s.wants[c.key] = append(s.wants[c.key], want{c, true})
		}
	}
	return true
}

// actionsOfCaller: a federated caller of STS can only exchange its token, and nobody else can.
func (s *solver) actionsOfCaller() {
	if s.w.kind == "" && s.rp.service() == "lambda" {
		s.demand(varAction, demand{any: []glob{literal("lambda:invokefunctionurl")}}) // all else must be signed
	}
	exchange := []glob{wild("sts:assumerolewith*")}
	if s.w.kind != KindFederated {
		s.demand(varAction, demand{any: exchange, negate: true})
		if s.rp.service() == "iam" {
			s.demand(varAction, demand{any: []glob{literal("sts:assumerole")}})
		}
		return
	}
	if s.rp.service() == "iam" {
		s.demand(varAction, demand{any: []glob{literal(federatedAction(s.w.provider))}})
		return
	}
	for _, other := range []string{"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"} {
		if other != federatedAction(s.w.provider) {
			s.demand(varAction, demand{any: []glob{literal(other)}, negate: true})
		}
	}
}

func (s *solver) demand(variable string, d demand) {
	s.demands[variable] = append(s.demands[variable], d)
}

func loose(ts []template) []glob {
	out := make([]glob, len(ts))
	for i := range ts {
		out[i] = ts[i].loose()
	}
	return out
}

func fixedOnly(ts []template) []glob {
	var out []glob
	for i := range ts {
		if ts[i].parts == nil {
			out = append(out, ts[i].fixed)
		}
	}
	return out
}
