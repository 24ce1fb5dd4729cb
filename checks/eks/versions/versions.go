// Package versions knows until when Amazon EKS supports a minor version of Kubernetes, for where EKS itself was not
// asked (DescribeClusterVersions, which wins).
//
// The dates are data, embedded from data/eks_versions.json with the day they were read on. The package asks no clock:
// every answer is for the time that the caller gives.
package versions

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A Version is a minor version of Kubernetes on EKS. Zero times mean that nothing is known or, for ExtendedEnd, that
// there never was an extended support.
type Version struct {
	Name string // "1.34"
	// Released is the day on which EKS offered it.
	Released time.Time
	// StandardEnd and ExtendedEnd are the days, from midnight UTC, on which the version has left that support.
	StandardEnd, ExtendedEnd time.Time
}

// State is where a version stands. The zero value is Unknown.
type State uint8

// States of a version.
const (
	Unknown State = iota
	Standard
	Extended // security patches of the control plane go on, for a fee; EKS upgrades the cluster at the end
	Ended
)

// String returns the state's word in messages.
func (s State) String() string {
	if names := [...]string{"unknown", "in standard support", "in extended support", "out of support"}; int(s) < len(names) {
		return names[s]
	}
	return fmt.Sprintf("state(%d)", uint8(s))
}

// At returns the state at a time. Without a date for the end of standard support it is Unknown.
func (v Version) At(when time.Time) State {
	switch {
	case when.IsZero() || v.StandardEnd.IsZero():
		return Unknown
	case when.Before(v.StandardEnd):
		return Standard
	case when.Before(v.ExtendedEnd):
		return Extended
	}
	return Ended
}

// Find returns the row of a version. One that is not in the table is newer than it, or misread: nothing is known of it.
func Find(name string) (v Version, ok bool) {
	v, ok = loaded().by[name]
	return v, ok
}

// ReadOn returns the day on which the table was read: later announcements are not in it.
func ReadOn() time.Time { return loaded().readOn }

//go:embed data/eks_versions.json
var embedded []byte

// loaded decodes the embedded table once per process. It panics where the data are broken, which only a build that
// skipped this package's tests can show.
var loaded = sync.OnceValue(func() *table {
	t, err := load(embedded)
	if err != nil {
		panic(fmt.Sprintf("versions: the embedded table is broken, rebuild from a tested commit: %v", err))
	}
	return t
})

type table struct {
	readOn time.Time
	by     map[string]Version
}

// load decodes a table strictly and validates every row.
func load(b []byte) (*table, error) {
	var f struct {
		About    string `json:"about"`
		Source   string `json:"source"`
		ReadOn   string `json:"read_on"`
		Versions []struct {
			Version     string `json:"version"`
			Released    string `json:"released"`
			StandardEnd string `json:"standard_end"`
			ExtendedEnd string `json:"extended_end"`
		} `json:"versions"`
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("decode eks_versions.json: %w", err)
	}
	var errs []error
	day := func(of, text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		t, err := time.Parse(time.DateOnly, text)
		if err != nil {
			errs = append(errs, fmt.Errorf("eks_versions.json: %s: %q is not a date like 2026-11-23", of, text))
		}
		return t
	}
	t := &table{readOn: day("read_on", f.ReadOn), by: map[string]Version{}}
	if f.About == "" || f.Source == "" || t.readOn.IsZero() || len(f.Versions) == 0 {
		errs = append(errs, errors.New("eks_versions.json: about, source, read_on and versions must not be empty"))
	}
	for _, r := range f.Versions {
		v := Version{r.Version, day(r.Version, r.Released), day(r.Version, r.StandardEnd), day(r.Version, r.ExtendedEnd)}
		switch _, twice := t.by[v.Name]; {
		case twice || v.Name == "":
			errs = append(errs, fmt.Errorf("eks_versions.json: version %q is listed twice, or has no name", v.Name))
		case !v.StandardEnd.After(v.Released) || !v.ExtendedEnd.IsZero() && !v.ExtendedEnd.After(v.StandardEnd):
			errs = append(errs, fmt.Errorf("eks_versions.json: %s: the dates are not in order: released, standard_end, extended_end", v.Name))
		}
		t.by[v.Name] = v
	}
	return t, errors.Join(errs...)
}
