package terminal

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for name, c := range map[string][2]string{
		"plain":        {"web-1 (a_b)", "web-1 (a_b)"},
		"escape":       {"\x1b[31mred", `\u001b[31mred`},
		"lines":        {"a\nb\r\tc", `a\nb\u000d\tc`},
		"bidi":         {"a\u202eb\u2066", `a\u202eb\u2066`},
		"invisible":    {"a\u200bb\u00adc", `a\u200bb\u00adc`},
		"controlOfC1":  {"a\u009b31m", `a\u009b31m`},
		"notUTF8":      {"a\x9b\xff", `a\x9b\xff`},
		"tag":          {"\U000e0001", `\U000e0001`},
		"otherScripts": {"Größe 日本 ключ", "Größe 日本 ключ"},
		"delete":       {"a\x7f", `a\u007f`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Clean(c[0]); got != c[1] {
				t.Errorf("Clean(%q) = %q, want %q", c[0], got, c[1])
			}
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range Clean(string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))) {
			if !unicode.IsPrint(r) {
				t.Fatalf("%U is left", r)
			}
		}
	})
}

func TestShort(t *testing.T) {
	for _, c := range []struct {
		given string
		n     int
		want  string
	}{
		{"abcdef", 0, "abcdef"}, {"abcdef", 6, "abcdef"}, {"abcdef", 5, "ab…ef"}, {"abcdef", 4, "ab…f"}, {"abcdef", 1, "…"}, {"日本日本", 5, "日…本"},
	} {
		if got := Short(c.given, c.n); got != c.want {
			t.Errorf("Short(%q, %d) = %q, want %q", c.given, c.n, got, c.want)
		}
	}
}

func TestColors(t *testing.T) {
	for name, c := range map[string]struct {
		mode Colors
		env  map[string]string
		tty  bool
		want bool
	}{
		"terminal":         {Auto, nil, true, true},
		"pipe":             {Auto, nil, false, false},
		"always":           {Always, map[string]string{"NO_COLOR": "1"}, false, true},
		"never":            {Never, map[string]string{"FORCE_COLOR": "1"}, true, false},
		"noColor":          {Auto, map[string]string{"NO_COLOR": "1"}, true, false},
		"noColorWins":      {Auto, map[string]string{"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, true, false},
		"forced":           {Auto, map[string]string{"CLICOLOR_FORCE": "1"}, false, true},
		"forcedOtherName":  {Auto, map[string]string{"FORCE_COLOR": "1", "TERM": "dumb"}, false, true},
		"forcedZeroIsNone": {Auto, map[string]string{"FORCE_COLOR": "0"}, false, false},
		"dumb":             {Auto, map[string]string{"TERM": "dumb"}, true, false},
		"clicolorOff":      {Auto, map[string]string{"CLICOLOR": "0"}, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.mode.On(func(k string) string { return c.env[k] }, c.tty); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestPaint(t *testing.T) {
	if got := Paint(true).Red("x"); got != "\x1b[31mx\x1b[0m" {
		t.Errorf("in colour: %q", got)
	}
	if got := Paint(false).Red("x"); got != "x" {
		t.Errorf("plain: %q", got)
	}
}

func TestTable(t *testing.T) {
	table := &Table{
		Indent: "  ", Head: []string{"ID", "N", "WHAT"}, Right: []int{1},
		Rows: [][]string{{"a", "1", "short"}, {Paint(true).Red("bbb"), "1000", "a rather long text that has to be wrapped somewhere"}, {"日本", "3", ""}},
	}
	var b strings.Builder
	if err := table.Write(&b, 40); err != nil {
		t.Fatal(err)
	}
	want := `  ID       N  WHAT
  a        1  short
  ` + "\x1b[31mbbb\x1b[0m" + `   1000  a rather long text that
              has to be wrapped
              somewhere
  日本     3
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := (&Table{}).Write(&b, 40); err != nil || b.Len() > 0 {
		t.Errorf("an empty table is written as %q, %v", b.String(), err)
	}
}

func TestWrap(t *testing.T) {
	got := Wrap("one two three four\n  five", "Fix: ", "     ", 14)
	if diff := cmp.Diff("Fix: one two\n     three\n     four\n     five\n", got); diff != "" {
		t.Error(diff)
	}
	if got := Wrap("one two three", "", "  ", 0); got != "one two three\n" {
		t.Errorf("with any width: %q", got)
	}
}
