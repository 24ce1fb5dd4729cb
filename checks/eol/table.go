package eol

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

//go:embed data/os_eol.json
var embedded []byte

// loaded decodes the embedded table once per process. It panics where the data are broken,
// which only a build that skipped this package's tests can show.
var loaded = sync.OnceValue(func() *table {
	t, err := load(embedded)
	if err != nil {
		panic(fmt.Sprintf("eol: the embedded table is broken, rebuild from a tested commit: %v", err))
	}
	return t
})

// table is the decoded file, arranged for lookups.
type table struct {
	readOn   time.Time
	ordered  []Release
	releases map[OS]Release
}

type tableFile struct {
	About    string       `json:"about"`
	Source   string       `json:"source"`
	ReadOn   date         `json:"read_on"`
	Releases []releaseRow `json:"releases"`
}

type releaseRow struct {
	Family           string `json:"family"`
	Version          string `json:"version"`
	Label            string `json:"label"`
	Released         date   `json:"released"`
	StandardEnd      date   `json:"standard_end"`
	ExtendedEnd      date   `json:"extended_end"`
	ExtendedName     string `json:"extended_name"`
	ExtendedRequires string `json:"extended_requires"`
	Latest           string `json:"latest"`
	Note             string `json:"note"`
}

// date is a day written as 2006-01-02.
type date struct{ time.Time }

// UnmarshalText reads a day; midnight UTC stands for it.
func (d *date) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return fmt.Errorf("%q is not a date like 2026-11-23: %w", text, err)
	}
	d.Time = t
	return nil
}

// UnmarshalJSON keeps time.Time's own form from being read.
func (d *date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	return d.UnmarshalText([]byte(s))
}

// load decodes the table strictly and validates every row.
func load(b []byte) (*table, error) {
	var f tableFile
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("decode os_eol.json: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("decode os_eol.json: something follows the JSON value; delete it")
	}
	t := &table{readOn: f.ReadOn.Time, releases: make(map[OS]Release, len(f.Releases))}
	var errs []error
	if f.About == "" || f.Source == "" || f.ReadOn.IsZero() || len(f.Releases) == 0 {
		errs = append(errs, errors.New("os_eol.json: about, source, read_on and releases must not be empty"))
	}
	for _, r := range f.Releases {
		os := OS{Family: r.Family, Version: r.Version}
		if err := r.validate(); err != nil {
			errs = append(errs, fmt.Errorf("os_eol.json: %s: %w", os, err))
		}
		if _, ok := t.releases[os]; ok {
			errs = append(errs, fmt.Errorf("os_eol.json: %s is listed twice", os))
		}
		release := Release{
			OS:               os,
			Label:            r.Label,
			Released:         r.Released.Time,
			StandardEnd:      r.StandardEnd.Time,
			ExtendedEnd:      r.ExtendedEnd.Time,
			ExtendedName:     r.ExtendedName,
			ExtendedRequires: r.ExtendedRequires,
			Latest:           r.Latest,
			Note:             r.Note,
		}
		t.ordered = append(t.ordered, release)
		t.releases[os] = release
	}
	return t, errors.Join(errs...)
}

// validate checks what the other fields of a row promise.
func (r releaseRow) validate() error {
	switch {
	case !slices.Contains(families(), r.Family):
		return errors.New("the family is not one that this package recognises")
	case r.Version == "" || r.Released.IsZero():
		return errors.New("version and released must not be empty")
	case !r.StandardEnd.IsZero() && r.StandardEnd.Before(r.Released.Time):
		return errors.New("standard_end is before released")
	case r.ExtendedEnd.IsZero() != (r.ExtendedName == ""):
		return errors.New("extended_end and extended_name come together")
	case r.ExtendedEnd.IsZero() && r.ExtendedRequires != "":
		return errors.New("extended_requires without extended_end")
	case !r.ExtendedEnd.IsZero() && (r.StandardEnd.IsZero() || !r.ExtendedEnd.After(r.StandardEnd.Time)):
		return errors.New("extended_end is not after standard_end")
	default:
		return nil
	}
}
