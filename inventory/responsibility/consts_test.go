package responsibility

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// constants returns the values of the constants of the named type in file, in source order.
func constants(t *testing.T, file, typ string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != typ {
			return true
		}
		for _, v := range spec.Values {
			s, err := strconv.Unquote(v.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, s)
		}
		return true
	})
	return out
}

// TestConstantsEqualData holds that each row, column and level of the data has its
// constant, in the same order, and that no constant is left without data.
func TestConstantsEqualData(t *testing.T) {
	var variants, duties, levels []string
	for _, v := range Variants() {
		variants = append(variants, string(v.ID))
	}
	for _, d := range Duties() {
		duties = append(duties, string(d.ID))
	}
	for _, l := range Levels() {
		levels = append(levels, string(l.ID))
	}
	tests := map[string]struct {
		file, typ string
		want      []string
	}{
		"variants": {"variants.go", "Variant", variants},
		"duties":   {"duty.go", "Duty", duties},
		"levels":   {"level.go", "Level", levels},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, constants(t, tt.file, tt.typ)); diff != "" {
				t.Errorf("constants in %s (-data +constants):\n%s", tt.file, diff)
			}
		})
	}
}

func TestOwnerText(t *testing.T) {
	tests := map[string]struct {
		owner  Owner
		text   string
		judged bool
	}{
		"undecided":      {Undecided, `"undecided"`, false},
		"aws":            {AWS, `"aws"`, false},
		"customer":       {Customer, `"customer"`, true},
		"shared":         {Shared, `"shared"`, true},
		"not_applicable": {NotApplicable, `"n/a"`, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(tt.owner)
			if err != nil || string(text) != tt.text {
				t.Fatalf("Marshal = %s, %v; want %s", text, err, tt.text)
			}
			back := Owner(99)
			if err := json.Unmarshal(text, &back); err != nil || back != tt.owner {
				t.Errorf("Unmarshal = %v, %v; want %v", back, err, tt.owner)
			}
			if got := tt.owner.Judged(); got != tt.judged {
				t.Errorf("Judged = %v, want %v", got, tt.judged)
			}
		})
	}
	var o Owner
	if err := o.UnmarshalText([]byte("nobody")); err == nil {
		t.Error("UnmarshalText accepted an unknown owner")
	}
	if _, err := Owner(99).MarshalText(); err == nil {
		t.Error("MarshalText accepted a value that is no constant")
	}
	if got := Owner(99).String(); got != "owner(99)" {
		t.Errorf("String of an unknown value = %q", got)
	}
}
