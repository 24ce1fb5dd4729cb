package responsibility

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

//go:embed data/*.json
var embedded embed.FS

// loaded decodes the embedded model once per process. It panics where the data are
// broken, which only a build that skipped this package's tests can show.
var loaded = sync.OnceValue(func() *model {
	m, err := load(embedded)
	if err != nil {
		panic(fmt.Sprintf("responsibility: the embedded model is broken, rebuild from a tested commit: %v", err))
	}
	return m
})

// model is the expanded matrix, arranged for lookups.
type model struct {
	levels        []LevelInfo
	conflicts     []NamingConflict
	tenancies     []Tenancy
	duties        []DutyInfo
	columns       map[Duty]int
	variants      []VariantInfo
	rows          map[Variant]*row
	sources       map[string]Source
	disagreements []Disagreement
	knownGaps     []string
	retrieved     string
}

// row is a variant with its cells, indexed as model.duties.
type row struct {
	info  VariantInfo
	cells [dutyCount]Cell
}

type levelsFile struct {
	About           string           `json:"about"`
	KeyFinding      string           `json:"key_finding"`
	Levels          []LevelInfo      `json:"levels"`
	NamingConflicts []NamingConflict `json:"naming_conflicts"`
	Tenancy         []Tenancy        `json:"tenancy"`
}

type dutiesFile struct {
	About  string     `json:"about"`
	Duties []DutyInfo `json:"duties"`
}

type sourcesFile struct {
	About     string   `json:"about"`
	Retrieved string   `json:"retrieved"`
	Sources   []Source `json:"sources"`
}

type ownershipFile struct {
	About         string                            `json:"about"`
	Rows          int                               `json:"rows"`
	Cells         int                               `json:"cells"`
	CellCounts    map[Owner]int                     `json:"cell_counts"`
	Duties        []Duty                            `json:"duties"`
	KnownGaps     []string                          `json:"known_gaps"`
	Disagreements []Disagreement                    `json:"disagreements"`
	Profiles      map[string]map[Duty]ownershipCell `json:"profiles"`
	Resources     []ownershipRow                    `json:"resources"`
}

type ownershipRow struct {
	ID                  Variant                `json:"id"`
	VariantOf           Variant                `json:"variant_of"`
	Level               Level                  `json:"level"`
	Profile             string                 `json:"profile"`
	Detect              string                 `json:"detect"`
	Note                string                 `json:"note"`
	ArticleDisagreement string                 `json:"article_disagreement"`
	Overrides           map[Duty]ownershipCell `json:"overrides"`
	Sources             []string               `json:"source"`
}

type ownershipCell struct {
	Owner   Owner    `json:"owner"`
	Reason  string   `json:"reason"`
	Sources []string `json:"source"`
}

// load reads the four files of the model from fsys, expands the matrix and validates all of it.
func load(fsys fs.FS) (*model, error) {
	var (
		lf levelsFile
		df dutiesFile
		sf sourcesFile
		of ownershipFile
	)
	if err := errors.Join(
		decode(fsys, "data/levels.json", &lf),
		decode(fsys, "data/duties.json", &df),
		decode(fsys, "data/sources.json", &sf),
		decode(fsys, "data/ownership.json", &of),
	); err != nil {
		return nil, err
	}
	m := &model{
		levels:        lf.Levels,
		conflicts:     lf.NamingConflicts,
		tenancies:     lf.Tenancy,
		duties:        df.Duties,
		columns:       make(map[Duty]int, dutyCount),
		rows:          make(map[Variant]*row, len(of.Resources)),
		sources:       make(map[string]Source, len(sf.Sources)),
		disagreements: of.Disagreements,
		knownGaps:     of.KnownGaps,
		retrieved:     sf.Retrieved,
	}
	for i, d := range df.Duties {
		m.columns[d.ID] = i
	}
	for _, s := range sf.Sources {
		m.sources[s.ID] = s
	}
	if err := validate(&lf, &df, &sf, &of, m); err != nil {
		return nil, err
	}
	for _, r := range of.Resources {
		m.add(r, of.Profiles[r.Profile])
	}
	return m, m.compare(&of)
}

// add expands one row: the profile's cell, unless the variant overrides it. A cell
// without sources of its own rests on those of the variant.
func (m *model) add(r ownershipRow, profile map[Duty]ownershipCell) {
	out := &row{info: VariantInfo{
		ID:                  r.ID,
		VariantOf:           r.VariantOf,
		Level:               r.Level,
		Detect:              r.Detect,
		Note:                r.Note,
		ArticleDisagreement: r.ArticleDisagreement,
		Sources:             r.Sources,
	}}
	for i, d := range m.duties {
		c, ok := r.Overrides[d.ID]
		if !ok {
			c = profile[d.ID]
		}
		if len(c.Sources) == 0 {
			c.Sources = r.Sources
		}
		out.cells[i] = Cell(c)
	}
	m.variants = append(m.variants, out.info)
	m.rows[r.ID] = out
}

// decode reads one JSON file strictly: an unknown field or anything after the value is an error.
func decode(fsys fs.FS, name string, into any) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read the responsibility model: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("decode %s: %w", name, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("decode %s: something follows the JSON value; delete it", name)
	}
	return nil
}
