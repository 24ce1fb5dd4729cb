package report

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares what was written with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s; if the change is meant, run go test -update and read the diff (-want +got):\n%s", path, diff)
	}
}

func TestGolden(t *testing.T) {
	options := map[string]Options{
		"text":         {Width: 100, FailOn: checks.Low},
		"text.color":   {Width: 100, FailOn: checks.Low, Color: true},
		"text.verbose": {FailOn: checks.High, Verbose: true, IncludePass: true},
		"json":         {},
	}
	for name, l := range ledgers() {
		for form, o := range options {
			if form == "text.color" && name != "sample" || form == "text.verbose" && name != "sample" && name != "wide" || name == "wide" && form == "json" {
				continue
			}
			t.Run(name+"/"+form, func(t *testing.T) {
				write := Text
				if form == "json" {
					write = JSON
				}
				var b bytes.Buffer
				if err := write(&b, l, o); err != nil {
					t.Fatal(err)
				}
				golden(t, name+"."+form, b.Bytes())
			})
		}
	}
}

// TestHarmless looks at what each format writes of a hostile account for anything that a terminal would obey.
func TestHarmless(t *testing.T) {
	l := ledgers()["hostile"]
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) {
			var b bytes.Buffer
			if err := f.Write(&b, l, Options{Verbose: true, IncludePass: true}); err != nil {
				t.Fatal(err)
			}
			if !utf8.Valid(b.Bytes()) {
				t.Error("it is not UTF-8")
			}
			for i, r := range b.String() {
				if r != '\n' && !unicode.IsPrint(r) {
					t.Fatalf("%U stands at byte %d: %q", r, i, b.String()[max(0, i-40):i])
				}
			}
			if !strings.Contains(b.String(), "日本") {
				t.Error("the hostile text does not show at all")
			}
			if f.Name == "json" && strings.Contains(b.String(), "</script>") {
				t.Error("the document would end a script that it is embedded in")
			}
		})
	}
}

// failingWriter accepts some bytes and then none.
type failingWriter struct{ left int }

var errFull = errors.New("no space left")

func (w *failingWriter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// TestWriteErrors holds every format to reporting a write error, wherever it happens.
func TestWriteErrors(t *testing.T) {
	l := judge(wideSnapshot())
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) {
			var b bytes.Buffer
			if err := f.Write(&b, l, Options{}); err != nil {
				t.Fatal(err)
			}
			for _, left := range []int{0, b.Len() / 2, b.Len() - 1} {
				if err := f.Write(&failingWriter{left}, l, Options{}); !errors.Is(err, errFull) {
					t.Errorf("with room for %d of %d bytes: %v", left, b.Len(), err)
				}
			}
			if err := f.Write(&failingWriter{b.Len()}, l, Options{}); err != nil {
				t.Errorf("with room for all: %v", err)
			}
		})
	}
}

// TestSameBytes holds every format to writing the same bytes for the same ledger.
func TestSameBytes(t *testing.T) {
	for _, f := range Formats() {
		var first, second bytes.Buffer
		for _, b := range []*bytes.Buffer{&first, &second} {
			if err := f.Write(b, judge(wideSnapshot()), Options{Verbose: true}); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(first.String(), second.String()); diff != "" {
			t.Errorf("%s: two writings of the same ledger differ:\n%s", f.Name, diff)
		}
	}
}

func TestOutcome(t *testing.T) {
	all := ledgers()
	unknownOnly := judge(cleanSnapshot())
	unknownOnly.Count.Unknown = 1
	accepted := judge(cleanSnapshot())
	accepted.Count.Excepted = 3
	for name, c := range map[string]struct {
		ledger  *checks.Ledger
		options Options
		want    Outcome
	}{
		"clean":                     {all["clean"], Options{}, Clean},
		"failuresCount":             {all["sample"], Options{}, Failed},
		"failuresOutweighUnknown":   {all["sample"], Options{FailOn: checks.Critical}, Failed},
		"unknown":                   {unknownOnly, Options{}, Incomplete},
		"unknownAllowed":            {unknownOnly, Options{AllowUnknown: true}, Clean},
		"exceptedDoNotCount":        {accepted, Options{}, Clean},
		"theOthersCount":            {all["excepted"], Options{}, Failed},
		"interrupted":               {all["interrupted"], Options{}, Incomplete},
		"interruptedIsNotAllowed":   {all["interrupted"], Options{AllowUnknown: true}, Incomplete},
		"interruptedOutweighsFails": {all["hostile"], Options{}, Incomplete},
	} {
		t.Run(name, func(t *testing.T) {
			if got := OutcomeOf(c.ledger, c.options); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
