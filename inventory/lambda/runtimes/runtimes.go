// Package runtimes knows until when AWS patches the runtimes of Lambda.
//
// No API returns these dates. They are data, embedded from data/runtimes.json with the day they were read on. The
// package asks no clock: every answer is for the time that the caller gives.
package runtimes

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Runtime is a row of the table of runtimes (AWS Lambda Developer Guide, "Lambda runtimes"). Zero times mean that AWS
// has scheduled nothing.
type Runtime struct {
	// Identifier is what FunctionConfiguration.Runtime says: "python3.13".
	Identifier string
	// Name is what people call it, and OS what it runs on.
	Name, OS string
	// Deprecation is the day, from midnight UTC, from which Lambda may no longer patch the runtime.
	Deprecation time.Time
	// BlockCreate and BlockUpdate are the days from which Lambda refuses new functions and changes of existing ones.
	BlockCreate, BlockUpdate time.Time
}

// Deprecated reports whether the runtime is past its deprecation at a time.
func (r Runtime) Deprecated(when time.Time) bool { return reached(r.Deprecation, when) }

// Blocked reports whether functions with the runtime can no longer be changed at a time.
func (r Runtime) Blocked(when time.Time) bool { return reached(r.BlockUpdate, when) }

func reached(day, when time.Time) bool { return !day.IsZero() && !when.Before(day) }

// OSOnly reports whether an identifier is one of the runtimes that bring an operating system and no language
// (Developer Guide, "When to use Lambda's OS-only runtimes"): provided and provided.*.
func OSOnly(identifier string) bool {
	return identifier == "provided" || strings.HasPrefix(identifier, "provided.")
}

// Find returns the row of an identifier. An identifier that is not in the table is newer than it, or misread: nothing
// is known of it.
func Find(identifier string) (r Runtime, ok bool) {
	r, ok = loaded().by[identifier]
	return r, ok
}

// All returns the table, in the order of its file.
func All() []Runtime { return slices.Clone(loaded().ordered) }

// ReadOn returns the day on which the table was read: later announcements are not in it.
func ReadOn() time.Time { return loaded().readOn }

//go:embed data/runtimes.json
var embedded []byte

// loaded decodes the embedded table once per process. It panics where the data are broken, which only a build that
// skipped this package's tests can show.
var loaded = sync.OnceValue(func() *table {
	t, err := load(embedded)
	if err != nil {
		panic(fmt.Sprintf("runtimes: the embedded table is broken, rebuild from a tested commit: %v", err))
	}
	return t
})

type table struct {
	readOn  time.Time
	ordered []Runtime
	by      map[string]Runtime
}

type file struct {
	About    string `json:"about"`
	Source   string `json:"source"`
	ReadOn   string `json:"read_on"`
	Runtimes []struct {
		Identifier  string `json:"identifier"`
		Name        string `json:"name"`
		OS          string `json:"os"`
		Deprecation string `json:"deprecation"`
		BlockCreate string `json:"block_create"`
		BlockUpdate string `json:"block_update"`
	} `json:"runtimes"`
}

// load decodes the table strictly and validates every row.
func load(b []byte) (*table, error) {
	var f file
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("decode runtimes.json: %w", err)
	}
	var errs []error
	day := func(what, text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			errs = append(errs, fmt.Errorf("runtimes.json: %s: %w", what, err))
		}
		return at
	}
	t := &table{readOn: day("read_on", f.ReadOn), by: make(map[string]Runtime, len(f.Runtimes))}
	if f.About == "" || f.Source == "" || t.readOn.IsZero() || len(f.Runtimes) == 0 {
		errs = append(errs, errors.New("runtimes.json: about, source, read_on and runtimes must not be empty"))
	}
	for _, r := range f.Runtimes {
		x := Runtime{
			Identifier: r.Identifier, Name: r.Name, OS: r.OS,
			Deprecation: day(r.Identifier, r.Deprecation), BlockCreate: day(r.Identifier, r.BlockCreate), BlockUpdate: day(r.Identifier, r.BlockUpdate),
		}
		_, twice := t.by[x.Identifier]
		switch {
		case x.Identifier == "" || x.Name == "" || x.OS == "":
			errs = append(errs, fmt.Errorf("runtimes.json: %q: identifier, name and os must not be empty", x.Identifier))
		case twice:
			errs = append(errs, fmt.Errorf("runtimes.json: %s is listed twice", x.Identifier))
		case x.BlockUpdate.Before(x.BlockCreate) || x.Deprecation.IsZero() && !x.BlockCreate.IsZero():
			errs = append(errs, fmt.Errorf("runtimes.json: %s: changes are blocked after creations, and both only of what is deprecated", x.Identifier))
		}
		t.ordered = append(t.ordered, x)
		t.by[x.Identifier] = x
	}
	return t, errors.Join(errs...)
}
