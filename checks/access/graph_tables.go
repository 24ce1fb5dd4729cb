package access

import (
	"slices"
	"strings"

	"demarc/checks/access/catalog"
)

// actionBits is a set of actions, by their number in graphActions.
type actionBits [3]uint64

func (b *actionBits) add(i int)     { b[i/64] |= 1 << (i % 64) }
func (b actionBits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b *actionBits) join(c actionBits) {
	for i := range b {
		b[i] |= c[i]
	}
}

// actionSets are the statements of a document by the action that they match.
type actionSets struct {
	statements [][]*Statement
	allows     actionBits
	regional   actionBits // some statement asks for the region of the request
}

// actionTables makes and keeps actionSets, so that a shared document is looked at once.
type actionTables struct {
	samples map[int][]string
	formats map[int][]glob
	inside  map[inStatement][]string
	numbers map[string]int
	actions []string
	made    map[*Document]*actionSets
	scps    [][]*actionSets
	rcps    []*actionSets
	// asked is true if a condition asks for the region of a request; regions are then candidates, and regional the actions
	// for which SCPs have such conditions.
	asked    bool
	regions  []string
	regional actionBits
}

func newActionTables(scps, rcps [][]*Document) *actionTables {
	t := &actionTables{numbers: map[string]int{}, made: map[*Document]*actionSets{}, samples: map[int][]string{},
		formats: map[int][]glob{}, inside: map[inStatement][]string{}}
	for _, m := range methods {
		for _, a := range m.requires {
			t.number(a)
		}
	}
	for _, a := range []string{"iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"} {
		t.number(a)
	}
	for _, level := range scps {
		var sets []*actionSets
		for _, d := range given(level) {
			s := t.of(d)
			sets = append(sets, s)
			t.regional.join(s.regional)
		}
		t.scps = append(t.scps, sets)
	}
	for _, d := range given(slices.Concat(rcps...)) {
		t.rcps = append(t.rcps, t.of(d))
	}
	return t
}

func (t *actionTables) number(action string) {
	if _, ok := t.numbers[action]; !ok {
		t.numbers[action] = len(t.actions)
		t.actions = append(t.actions, lower(action))
	}
}

// examples are resources of an action with names that no policy means. Only called while the graph is drawn.
func (t *actionTables) examples(k int, account string) []string {
	if _, ok := t.samples[k]; !ok {
		t.samples[k] = t.inRegions(examples(t.actions[k], account))
	}
	return t.samples[k]
}

// inStatement is a statement and an action.
type inStatement struct {
	st *Statement
	k  int
}

// within are resources of an action that the statement's resources name, one for each way. Only called while the graph is
// drawn.
func (t *actionTables) within(st *Statement, k int, account string) []string {
	if out, ok := t.inside[inStatement{st, k}]; ok {
		return out
	}
	if _, ok := t.formats[k]; !ok {
		t.formats[k] = t.patterns(k, account)
	}
	var out []string
	for i := range st.resource {
		for _, f := range t.formats[k] {
			if r, ok := meet(f, st.resource[i].loose()); ok {
				out = append(out, r)
			}
		}
	}
	out = unique(out)
	t.inside[inStatement{st, k}] = out
	return out
}

// patterns are the ARN formats of an action's resources in an account; "*" where it has none.
func (t *actionTables) patterns(k int, account string) []glob {
	a, ok := catalog.Lookup(t.actions[k])
	if !ok || len(a.Resources) == 0 {
		return []glob{literal("*")}
	}
	var out []glob
	for _, r := range a.Resources {
		format := strings.NewReplacer("${Partition}", "aws", "${Account}", account).Replace(r.ARN)
		for _, region := range t.regions {
			out = append(out, placeholders(strings.Replace(format, "${Region}", region, 1)))
		}
		out = append(out, placeholders(format))
	}
	return out
}

func (t *actionTables) of(d *Document) *actionSets {
	if s, ok := t.made[d]; ok {
		return s
	}
	s := &actionSets{statements: make([][]*Statement, len(t.actions))}
	for i := range d.Statements {
		st := &d.Statements[i]
		regional := t.asksRegion(st)
		for k, a := range t.actions {
			if st.matchesAction(a) != yes {
				continue
			}
			s.statements[k] = append(s.statements[k], st)
			if regional {
				s.regional.add(k)
			}
			if st.Effect == Allow {
				s.allows.add(k)
			}
		}
	}
	t.made[d] = s
	return s
}
