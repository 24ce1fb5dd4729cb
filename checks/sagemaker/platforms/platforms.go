// Package platforms knows until when the platforms of SageMaker notebook instances get security updates.
//
// The dates are data, embedded from data/platforms.json with the day they were read on. The package asks no clock: every
// answer is for the time that the caller gives.
package platforms

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A Platform is a row of the table. The zero End means that AWS has announced none.
type Platform struct {
	Identifier string
	OS         string
	// End is the last day, in UTC, with security updates.
	End time.Time
}

// Ended reports whether the platform gets no more security updates at a time.
func (p Platform) Ended(when time.Time) bool {
	return !p.End.IsZero() && !when.Before(p.End.AddDate(0, 0, 1))
}

// Find returns the row of a PlatformIdentifier. One that is not in the table is newer than it, or misread.
func Find(identifier string) (p Platform, ok bool) {
	p, ok = loaded().by[identifier]
	return p, ok
}

// ReadOn returns the day on which the table was read.
func ReadOn() time.Time { return loaded().readOn }

//go:embed data/platforms.json
var embedded []byte

// loaded decodes the embedded table once per process. It panics where the data are broken, which only a build that
// skipped this package's tests can show.
var loaded = sync.OnceValue(func() *table {
	t, err := load(embedded)
	if err != nil {
		panic(fmt.Sprintf("platforms: the embedded table is broken, rebuild from a tested commit: %v", err))
	}
	return t
})

type table struct {
	readOn time.Time
	by     map[string]Platform
}

type file struct {
	About     string `json:"about"`
	Source    string `json:"source"`
	ReadOn    string `json:"read_on"`
	Platforms []struct {
		Identifier string `json:"identifier"`
		OS         string `json:"os"`
		End        string `json:"end"`
	} `json:"platforms"`
}

// load decodes the table strictly and validates every row.
func load(b []byte) (*table, error) {
	var f file
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("decode platforms.json: %w", err)
	}
	readOn, err := time.Parse(time.DateOnly, f.ReadOn)
	if err != nil {
		return nil, fmt.Errorf("platforms.json: read_on: %w", err)
	}
	t := &table{readOn: readOn, by: make(map[string]Platform, len(f.Platforms))}
	if f.About == "" || f.Source == "" || len(f.Platforms) == 0 {
		return nil, errors.New("platforms.json: about, source and platforms must not be empty")
	}
	for _, r := range f.Platforms {
		p := Platform{Identifier: r.Identifier, OS: r.OS}
		if r.End != "" {
			if p.End, err = time.Parse(time.DateOnly, r.End); err != nil {
				return nil, fmt.Errorf("platforms.json: %s: %w", r.Identifier, err)
			}
		}
		if _, twice := t.by[r.Identifier]; twice || r.Identifier == "" || r.OS == "" {
			return nil, fmt.Errorf("platforms.json: %q: an identifier stands once, with its os", r.Identifier)
		}
		t.by[r.Identifier] = p
	}
	return t, nil
}
