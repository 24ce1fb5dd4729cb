package frameworks

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"
)

//go:embed data/*.json
var embedded embed.FS

// loaded decodes the embedded map once per process. It panics where the data are broken,
// which only a build that skipped this package's tests can show.
var loaded = sync.OnceValue(func() *mapping {
	m, err := load(embedded)
	if err != nil {
		panic(fmt.Sprintf("frameworks: the embedded map is broken, rebuild from a tested commit: %v", err))
	}
	return m
})

// mapping is the map, arranged for lookups in both directions.
type mapping struct {
	frameworks []Framework
	checks     []string
	controls   map[string][]ControlRef
	like       map[string][]string
}

// frameworkFile is data/<framework id>.json.
type frameworkFile struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Version  string `json:"version"`
	URL      string `json:"url"`
	About    string `json:"about"`
	Controls []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	} `json:"controls"`
}

// peersFile is data/peers.json: the controls that each check of the peer is published for.
type peersFile struct {
	About string             `json:"about"`
	Peers map[string]derived `json:"peers"`
}

// derived are the controls of the frameworks that checks inherit from their peers.
type derived struct {
	NIST []string `json:"nist-800-53-r5"`
	PCI  []string `json:"pci-dss-4.0"`
}

// checksFile is data/checks.json.
type checksFile struct {
	About  string          `json:"about"`
	Checks map[string]line `json:"checks"`
}

// line is what checks.json says of one check.
type line struct {
	CIS  []string `json:"cis-7.0.0"`
	FSBP []string `json:"fsbp"`
	// NIST and PCI are for controls that no peer gives; most lines leave them out.
	NIST []string `json:"nist-800-53-r5"`
	PCI  []string `json:"pci-dss-4.0"`
	// Like names the peer's checks of the same setting.
	Like []string `json:"like"`
}

// load reads all files, joins them and checks every reference between them.
func load(fsys fs.FS) (*mapping, error) {
	ids := []string{CIS, FSBP, NIST, PCI}
	files := make([]frameworkFile, len(ids))
	var (
		peers  peersFile
		checks checksFile
		errs   []error
	)
	for i, id := range ids {
		errs = append(errs, decode(fsys, "data/"+id+".json", &files[i]))
	}
	errs = append(errs, decode(fsys, "data/peers.json", &peers), decode(fsys, "data/checks.json", &checks))
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	m := &mapping{
		checks:   slices.Sorted(maps.Keys(checks.Checks)),
		controls: make(map[string][]ControlRef, len(checks.Checks)),
		like:     make(map[string][]string, len(checks.Checks)),
	}
	// wanted holds, by framework and control, the checks that contribute.
	wanted := make(map[string]map[string][]string, len(ids))
	for _, id := range ids {
		wanted[id] = map[string][]string{}
	}
	for _, check := range m.checks {
		of, err := resolve(check, checks.Checks[check], peers.Peers)
		if err != nil {
			errs = append(errs, err)
		}
		for framework, controls := range of {
			for _, control := range controls {
				wanted[framework][control] = append(wanted[framework][control], check)
			}
		}
		if like := checks.Checks[check].Like; len(like) > 0 {
			m.like[check] = like
		}
	}
	for i, id := range ids {
		f, err := build(id, files[i], wanted[id])
		if err != nil {
			errs = append(errs, err)
		}
		for _, c := range f.Controls {
			for _, check := range c.Checks {
				m.controls[check] = append(m.controls[check], ControlRef{Framework: id, Control: c.ID})
			}
		}
		m.frameworks = append(m.frameworks, f)
	}
	return m, errors.Join(errs...)
}

// resolve returns the controls of one check by framework: its own, and those of its peers.
func resolve(check string, l line, peers map[string]derived) (map[string][]string, error) {
	var errs []error
	for name, list := range map[string][]string{CIS: l.CIS, FSBP: l.FSBP, NIST: l.NIST, PCI: l.PCI, "like": l.Like} {
		if len(list) != len(set(list)) {
			errs = append(errs, fmt.Errorf("checks.json: %s names something twice under %s", check, name))
		}
	}
	nist, pci := slices.Clone(l.NIST), slices.Clone(l.PCI)
	for _, peer := range l.Like {
		d, ok := peers[peer]
		if !ok {
			errs = append(errs, fmt.Errorf("checks.json: %s is like %q, which is not in peers.json", check, peer))
		}
		nist = append(nist, d.NIST...)
		pci = append(pci, d.PCI...)
	}
	out := map[string][]string{CIS: set(l.CIS), FSBP: set(l.FSBP), NIST: set(nist), PCI: set(pci)}
	if len(out[CIS])+len(out[FSBP])+len(out[NIST])+len(out[PCI])+len(l.Like) == 0 {
		errs = append(errs, fmt.Errorf("checks.json: the line of %s says nothing; delete it", check))
	}
	return out, errors.Join(errs...)
}

// build turns a file into a framework whose controls name their checks.
func build(id string, file frameworkFile, wanted map[string][]string) (Framework, error) {
	f := Framework{ID: file.ID, Title: file.Title, Version: file.Version, URL: file.URL, About: file.About}
	var errs []error
	if f.ID != id || f.Title == "" || f.Version == "" || f.URL == "" || f.About == "" || len(file.Controls) == 0 {
		errs = append(errs, fmt.Errorf("%s.json: wants the id %q, and no empty field", id, id))
	}
	seen := map[string]bool{}
	for _, c := range file.Controls {
		if c.ID == "" || seen[c.ID] {
			errs = append(errs, fmt.Errorf("%s.json: control %q is empty or listed twice", id, c.ID))
		}
		if c.Title == "" && id != PCI {
			errs = append(errs, fmt.Errorf("%s.json: control %s has no title", id, c.ID))
		}
		seen[c.ID] = true
		f.Controls = append(f.Controls, Control{ID: c.ID, Title: c.Title, Checks: wanted[c.ID]})
	}
	for _, control := range slices.Sorted(maps.Keys(wanted)) {
		if !seen[control] {
			errs = append(errs, fmt.Errorf("%s.json has no control %q, which %v claims", id, control, wanted[control]))
		}
	}
	return f, errors.Join(errs...)
}

// set returns the different elements of list, sorted.
func set(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

// decode reads one JSON file strictly: an unknown field or anything after the value is an error.
func decode(fsys fs.FS, name string, into any) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read the framework map: %w", err)
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
