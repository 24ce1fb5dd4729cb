// Package releases knows until when releases of Amazon EMR are in standard support, and judges by that the clusters and
// the applications of EMR Serverless.
//
// The dates are data, embedded from data/releases.json with the day they were read on. The package asks no clock: every
// answer is for the time that the caller gives.
package releases

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Version is the three numbers of a release label: emr-7.10.0.
type Version [3]int

// Parse reads a release label, with its "emr-" or without. The variants of a label, such as "emr-6.15.0-latest" of EMR on
// EKS, are none.
func Parse(label string) (v Version, ok bool) {
	parts := strings.Split(strings.TrimPrefix(label, "emr-"), ".")
	if len(parts) != len(v) {
		return v, false
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 {
			return Version{}, false
		}
		v[i] = n
	}
	return v, true
}

// Compare orders versions, the oldest first.
func (v Version) Compare(other Version) int { return slices.Compare(v[:], other[:]) }

// String returns the release label.
func (v Version) String() string { return fmt.Sprintf("emr-%d.%d.%d", v[0], v[1], v[2]) }

// Support is between which days the standard support of a release ends: Earliest and Latest are the same for a release
// that is in the table. The zero time is one that the table does not bound.
type Support struct {
	Earliest, Latest time.Time
}

// Find returns when the standard support of a release ends, as far as the table tells. ok is false for a line (the first
// number) of which the table has no release.
func Find(v Version) (s Support, ok bool) {
	for _, r := range loaded().rows {
		if r.version[0] != v[0] {
			continue
		}
		ok = true
		switch c := r.version.Compare(v); {
		case c == 0:
			return Support{r.end, r.end}, true
		case c < 0:
			s.Earliest = r.end
		case s.Latest.IsZero():
			s.Latest = r.end
		}
	}
	return s, ok
}

// Ended reports whether standard support is known to be over at a time. The last day counts as supported.
func (s Support) Ended(when time.Time) bool {
	return !s.Latest.IsZero() && !when.Before(s.Latest.AddDate(0, 0, 1))
}

// Lasts reports whether standard support is known to last at a time.
func (s Support) Lasts(when time.Time) bool { return when.Before(s.Earliest.AddDate(0, 0, 1)) }

// ReadOn returns the day on which the table was read.
func ReadOn() time.Time { return loaded().readOn }

//go:embed data/releases.json
var embedded []byte

// loaded decodes the embedded table once per process. It panics where the data are broken, which only a build that
// skipped this package's tests can show.
var loaded = sync.OnceValue(func() *table {
	t, err := load(embedded)
	if err != nil {
		panic(fmt.Sprintf("releases: the embedded table is broken, rebuild from a tested commit: %v", err))
	}
	return t
})

type table struct {
	readOn time.Time
	rows   []row // by version
}

type row struct {
	version Version
	end     time.Time
}

type file struct {
	About    string `json:"about"`
	Source   string `json:"source"`
	ReadOn   string `json:"read_on"`
	Releases []struct {
		Release     string `json:"release"`
		Released    string `json:"released"`
		StandardEnd string `json:"standard_end"`
		EndOfLife   string `json:"end_of_life"`
	} `json:"releases"`
}

// load decodes the table strictly and validates every row. What Find concludes of missing releases rests on the order of
// the rows, by version and by every date.
func load(b []byte) (*table, error) {
	var f file
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("decode releases.json: %w", err)
	}
	readOn, err := time.Parse(time.DateOnly, f.ReadOn)
	if err != nil {
		return nil, fmt.Errorf("releases.json: read_on: %w", err)
	}
	if f.About == "" || f.Source == "" || len(f.Releases) == 0 {
		return nil, errors.New("releases.json: about, source and releases must not be empty")
	}
	t := &table{readOn: readOn}
	var last [3]time.Time
	for _, x := range f.Releases {
		v, ok := Parse(x.Release)
		if !ok {
			return nil, fmt.Errorf("releases.json: %q is no release", x.Release)
		}
		var days [3]time.Time
		for i, text := range []string{x.Released, x.StandardEnd, x.EndOfLife} {
			if days[i], err = time.Parse(time.DateOnly, text); err != nil {
				return nil, fmt.Errorf("releases.json: %s: %w", x.Release, err)
			}
		}
		if !days[0].Before(days[1]) || !days[1].Before(days[2]) {
			return nil, fmt.Errorf("releases.json: %s: its dates are not in order", x.Release)
		}
		if n := len(t.rows); n > 0 {
			if p := t.rows[n-1]; p.version.Compare(v) >= 0 || p.version[0] == v[0] && slices.ContainsFunc([]int{0, 1, 2}, func(i int) bool { return !last[i].Before(days[i]) }) {
				return nil, fmt.Errorf("releases.json: %s is not after the row before it", x.Release)
			}
		}
		last = days
		t.rows = append(t.rows, row{v, days[1]})
	}
	return t, nil
}
