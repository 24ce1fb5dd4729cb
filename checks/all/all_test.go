package all_test

import (
	"bufio"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarc/checks"
	"demarc/checks/all"
	"demarc/checks/frameworks"
	"demarc/inventory"
	inventoryall "demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

var update = flag.Bool("update", false, "append new ids to testdata/ids.txt")

// TestCases runs the worked examples of every check, and every passing one again with each thing it read hidden.
func TestCases(t *testing.T) {
	for _, c := range all.Checks() {
		t.Run(c.Info().ID, func(t *testing.T) { checks.VerifyCases(t, c) })
	}
}

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+){2,}$`)

func TestDescriptions(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range all.Checks() {
		m := c.Info()
		if !idForm.MatchString(m.ID) || seen[m.ID] {
			t.Errorf("%q is not an id of its own: service, resource and what is wanted, in lower case with dashes", m.ID)
		}
		seen[m.ID] = true
		if m.Title == "" || m.Why == "" || m.Fix == "" || m.Since == "" || m.Severity == checks.NoSeverity {
			t.Errorf("%s: title, why, fix, since and severity must all be set", m.ID)
		}
		if strings.HasSuffix(m.Title, ".") || !strings.HasSuffix(strings.TrimSpace(m.Why), ".") {
			t.Errorf("%s: a title has no full stop, and a why is made of sentences", m.ID)
		}
		for _, r := range m.Refs {
			if !strings.HasPrefix(r, "https://docs.aws.amazon.com/") {
				t.Errorf("%s: %s is not a page of AWS's documentation", m.ID, r)
			}
		}
		kind := string(c.Type().Kind)
		if service, _, _ := strings.Cut(kind, "."); !strings.HasPrefix(m.ID, service+"-") {
			t.Errorf("%s judges %s: the id must begin with the service", m.ID, kind)
		}
		if len(c.Type().Variants) == 0 {
			t.Errorf("%s: kind %s has no variant in the responsibility matrix, so it never runs", m.ID, kind)
		}
		if !slices.ContainsFunc(c.Type().Variants, func(v responsibility.Variant) bool { return responsibility.Of(v, m.Duty).Owner.Judged() }) {
			t.Errorf("%s: %s is nobody's duty but AWS's on every variant of %s", m.ID, m.Duty, kind)
		}
		names := map[string]bool{}
		for _, k := range c.CaseNames() {
			if names[k.Name] || !token.IsIdentifier(k.Name) {
				t.Errorf("%s: case %q must be named by an identifier of its own", m.ID, k.Name)
			}
			names[k.Name] = true
		}
	}
}

// TestListIsComplete parses every package of checks: each check that is declared must be listed.
func TestListIsComplete(t *testing.T) {
	source, err := os.ReadFile("all.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				for _, s := range g.Specs {
					for _, v := range s.(*ast.ValueSpec).Values {
						if isCheck(v) {
							n++
						}
					}
				}
			}
		}
		if declared += n; n > 0 && !strings.Contains(string(source), "\n\t\t"+filepath.Base(filepath.Dir(file))+".Checks,\n") {
			t.Errorf("%s declares a check, and its package is not listed in all.go", file)
		}
	}
	if got := len(all.Checks()); got != declared || got == 0 {
		t.Errorf("%d checks are declared and %d are listed", declared, got)
	}
}

// isCheck reports whether an expression is &checks.Check[T]{...}.
func isCheck(v ast.Expr) bool {
	u, ok := v.(*ast.UnaryExpr)
	if !ok || u.Op != token.AND {
		return false
	}
	lit, ok := u.X.(*ast.CompositeLit)
	if !ok {
		return false
	}
	index, ok := lit.Type.(*ast.IndexExpr)
	if !ok {
		return false
	}
	sel, ok := index.X.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Check"
}

// TestEveryCheckCanBePlanned proves that what a check reads is what some collector brings.
func TestEveryCheckCanBePlanned(t *testing.T) {
	for _, c := range all.Checks() {
		if _, err := collect.NewPlan(inventoryall.Collectors(), c.Wants()); err != nil {
			t.Errorf("%s: %v", c.Info().ID, err)
		}
	}
}

// TestEveryDetailIsRead finds detail calls that no check wants, other than those that bring tags for selection.
func TestEveryDetailIsRead(t *testing.T) {
	wanted := map[*inventory.Call]bool{}
	for _, c := range all.Checks() {
		for _, w := range c.Wants() {
			for _, call := range w.Calls {
				wanted[call] = true
			}
		}
	}
	for _, c := range inventoryall.Collectors() {
		for _, call := range c.Details {
			if !wanted[call] && !strings.Contains(call.Op, "Tag") {
				t.Errorf("%s is declared by %s and no check reads what it brings", call, c.Name())
			}
		}
	}
}

// TestIDsAreForever holds that an id that was once published stays, with its meaning.
func TestIDsAreForever(t *testing.T) {
	const file = "testdata/ids.txt"
	known := map[string]bool{}
	if f, err := os.Open(file); err == nil {
		for s := bufio.NewScanner(f); s.Scan(); {
			known[s.Text()] = true
		}
		f.Close()
	} else if !*update {
		t.Fatal(err)
	}
	var missing []string
	for _, c := range all.Checks() {
		if !known[c.Info().ID] {
			missing = append(missing, c.Info().ID)
		}
		delete(known, c.Info().ID)
	}
	for id := range known {
		t.Errorf("check %s is gone: ids are not reused and checks are not dropped in silence", id)
	}
	if len(missing) == 0 {
		return
	}
	if !*update {
		t.Fatalf("ids that are not in %s: %v (go test ./checks/all -update appends them)", file, missing)
	}
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, id := range missing {
		if _, err := f.WriteString(id + "\n"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFrameworksKnowEveryCheck holds the mapping and the checks to each other.
func TestFrameworksKnowEveryCheck(t *testing.T) {
	var ids []string
	for _, c := range all.Checks() {
		ids = append(ids, c.Info().ID)
	}
	unknown, unmapped := frameworks.Verify(ids)
	if len(unknown) > 0 {
		t.Errorf("the mapping names checks that do not exist: %v", unknown)
	}
	t.Logf("%d checks stand in no framework: %v", len(unmapped), unmapped)
}
