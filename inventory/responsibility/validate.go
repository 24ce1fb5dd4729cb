package responsibility

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// problems collects what is wrong with the data, so that an editor sees all of it at once.
type problems []error

func (p *problems) addf(format string, args ...any) { *p = append(*p, fmt.Errorf(format, args...)) }

// validate checks each file by itself and every reference between them. m needs its
// columns and sources; the rows are not expanded yet.
func validate(lf *levelsFile, df *dutiesFile, sf *sourcesFile, of *ownershipFile, m *model) error {
	var p problems
	p.sources(sf)
	levels := p.levels(lf, m)
	p.duties(df, levels, m)
	p.ownership(of, levels, m)
	return errors.Join(p...)
}

func (p *problems) sources(sf *sourcesFile) {
	if sf.Retrieved == "" {
		p.addf("sources.json: retrieved is empty; set the date the sources were read on")
	}
	seen := map[string]bool{}
	for _, s := range sf.Sources {
		if s.ID == "" || s.Title == "" || s.ReadAt == "" {
			p.addf("sources.json: source %q lacks an id, a title or read_at", s.ID)
		}
		if seen[s.ID] {
			p.addf("sources.json: source %q is listed twice", s.ID)
		}
		seen[s.ID] = true
	}
}

func (p *problems) levels(lf *levelsFile, m *model) map[Level]bool {
	seen := map[Level]bool{}
	for i, l := range lf.Levels {
		if l.ID == "" || l.Name == "" || l.Definition == "" || l.CustomerStartsAt == "" || l.AWSStopsAt == "" || l.Detect == "" {
			p.addf("levels.json: level %q has an empty field", l.ID)
		}
		if l.Order != i {
			p.addf("levels.json: level %q has order %d at place %d", l.ID, l.Order, i)
		}
		if seen[l.ID] {
			p.addf("levels.json: level %q is listed twice", l.ID)
		}
		seen[l.ID] = true
		p.known("levels.json: level "+string(l.ID), l.Sources, m)
	}
	for _, t := range lf.Tenancy {
		if t.Value == "" || t.Meaning == "" || t.API == "" || t.DutyChange == "" || t.Evidence == "" {
			p.addf("levels.json: tenancy %q has an empty field", t.Value)
		}
		p.known("levels.json: tenancy "+t.Value, t.Sources, m)
	}
	return seen
}

func (p *problems) duties(df *dutiesFile, levels map[Level]bool, m *model) {
	if len(df.Duties) != dutyCount || len(m.columns) != dutyCount {
		p.addf("duties.json: %d duties, %d of them different; want %d", len(df.Duties), len(m.columns), dutyCount)
	}
	for _, d := range df.Duties {
		if d.ID == "" || d.Name == "" || d.Definition == "" || d.ControlKind == "" || d.CannotProve == "" {
			p.addf("duties.json: duty %q has an empty field", d.ID)
		}
		if d.Scope != ScopeResource && d.Scope != ScopeAccount {
			p.addf("duties.json: duty %q has scope %q; want %s or %s", d.ID, d.Scope, ScopeResource, ScopeAccount)
		}
		for _, l := range d.ExistsAt {
			if !levels[l] {
				p.addf("duties.json: duty %q exists at the unknown level %q", d.ID, l)
			}
		}
		p.known("duties.json: duty "+string(d.ID), d.Sources, m)
	}
}

func (p *problems) ownership(of *ownershipFile, levels map[Level]bool, m *model) {
	if len(of.Duties) != len(m.duties) {
		p.addf("ownership.json: %d duties, duties.json has %d", len(of.Duties), len(m.duties))
	}
	for i, d := range of.Duties {
		if at, ok := m.columns[d]; !ok || at != i {
			p.addf("ownership.json: duty %q is not at place %d of duties.json", d, i)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(of.Profiles)) {
		cells := of.Profiles[name]
		if len(cells) != len(m.duties) {
			p.addf("ownership.json: profile %q has %d duties; want %d", name, len(cells), len(m.duties))
		}
		p.cells("ownership.json: profile "+name, cells, m)
	}
	ids := map[Variant]bool{}
	for _, r := range of.Resources {
		if ids[r.ID] {
			p.addf("ownership.json: %q is listed twice", r.ID)
		}
		ids[r.ID] = true
	}
	for _, r := range of.Resources {
		where := "ownership.json: " + string(r.ID)
		if r.ID == "" || r.Detect == "" {
			p.addf("%s: the id or detect is empty", where)
		}
		if !levels[r.Level] {
			p.addf("%s: unknown level %q", where, r.Level)
		}
		if _, ok := of.Profiles[r.Profile]; !ok {
			p.addf("%s: unknown profile %q", where, r.Profile)
		}
		if r.VariantOf != "" && (!ids[r.VariantOf] || r.VariantOf == r.ID) {
			p.addf("%s: variant_of %q is not another row", where, r.VariantOf)
		}
		p.known(where, r.Sources, m)
		p.cells(where, r.Overrides, m)
	}
	for _, d := range of.Disagreements {
		p.known("ownership.json: disagreement "+d.Topic, d.Sources, m)
	}
}

// cells checks the cells of a profile or of a row's overrides.
func (p *problems) cells(where string, cells map[Duty]ownershipCell, m *model) {
	for _, d := range slices.Sorted(maps.Keys(cells)) {
		c := cells[d]
		if _, ok := m.columns[d]; !ok {
			p.addf("%s: unknown duty %q", where, d)
		}
		if c.Owner == Undecided {
			p.addf("%s: %s has no owner; want aws, customer, shared or n/a", where, d)
		}
		if len(c.Reason) < minReason {
			p.addf("%s: %s needs a reason, not %q", where, d, c.Reason)
		}
		if c.Sources != nil {
			p.known(where+": "+string(d), c.Sources, m)
		}
	}
}

// minReason is the length in bytes under which a reason is a placeholder rather than a
// reason; the shortest real ones are "IAM only" and "IAM auth".
const minReason = 8

// known checks that there is a source, and that each id is in sources.json.
func (p *problems) known(where string, ids []string, m *model) {
	if len(ids) == 0 {
		p.addf("%s: no source", where)
	}
	for _, id := range ids {
		if _, ok := m.sources[id]; !ok {
			p.addf("%s: source %q is not in sources.json", where, id)
		}
	}
}

// compare holds the expanded matrix against the totals that ownership.json declares, so
// that an edit which changes a cell has to say so.
func (m *model) compare(of *ownershipFile) error {
	counts := map[Owner]int{}
	for _, r := range m.rows {
		for _, c := range r.cells {
			counts[c.Owner]++
		}
	}
	var p problems
	if len(m.rows) != of.Rows || len(m.rows)*dutyCount != of.Cells {
		p.addf("ownership.json: declares %d rows and %d cells, has %d and %d", of.Rows, of.Cells, len(m.rows), len(m.rows)*dutyCount)
	}
	if !maps.Equal(counts, of.CellCounts) {
		p.addf("ownership.json: declares cell_counts %v, has %v", of.CellCounts, counts)
	}
	return errors.Join(p...)
}
