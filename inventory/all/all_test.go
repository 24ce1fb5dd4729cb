package all_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarc/inventory"
	"demarc/inventory/all"
)

// TestListIsComplete parses every service package: one that declares collectors must be in the list, and every
// collector that it declares must be in its own.
func TestListIsComplete(t *testing.T) {
	source, err := os.ReadFile("all.go")
	if err != nil {
		t.Fatal(err)
	}
	dirs, err := filepath.Glob("../*/collectors.go")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no service packages found: %v", err)
	}
	declared := 0
	for _, file := range dirs {
		dir := filepath.Dir(file)
		if name := filepath.Base(dir); !strings.Contains(string(source), "\n\t\t"+name+".Collectors,\n") {
			t.Errorf("inventory/%s has collectors but is not listed in all.go", name)
		}
		declared += collectors(t, dir)
	}
	if got := len(all.Collectors()); got != declared {
		t.Errorf("the service packages declare %d collectors, and %d are listed", declared, got)
	}
}

// collectors counts the package-level variables of a package whose names say that they are collectors.
func collectors(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	for _, f := range parse(t, dir) {
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				for _, name := range s.(*ast.ValueSpec).Names {
					if strings.HasSuffix(name.Name, "Collector") {
						n++
					}
				}
			}
		}
	}
	return n
}

func parse(t *testing.T, dir string) []*ast.File {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var out []*ast.File
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		x, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// TestDeclarations holds what must be true of every collector and type.
func TestDeclarations(t *testing.T) {
	// Every scan asks these before its collectors run. A kind of which there is one in each region or account is
	// listed by them.
	before := []*inventory.Call{all.Source().IdentityCall, all.Source().RegionsCall}
	kinds := map[inventory.Kind]bool{}
	for _, c := range all.Collectors() {
		if c.Collect == nil || len(c.Types) == 0 {
			t.Errorf("%s: a collector needs types and a function", c.Name())
		}
		calls := append(c.Calls(), before...)
		for _, ty := range c.Types {
			if kinds[ty.Kind] {
				t.Errorf("kind %s is brought by two collectors", ty.Kind)
			}
			kinds[ty.Kind] = true
			if !slices.Contains(c.Lists, ty.List) && !slices.Contains(before, ty.List) {
				t.Errorf("kind %s is listed by %s, which its collector does not always make", ty.Kind, ty.List)
			}
			for _, call := range ty.Calls {
				if !slices.Contains(calls, call) {
					t.Errorf("kind %s has facts of %s, which its collector does not declare", ty.Kind, call)
				}
			}
			if got := ty.New().Type(); got != ty {
				t.Errorf("a resource of kind %s says it is of type %s", ty.Kind, got.Kind)
			}
		}
		for i, call := range c.Calls() {
			if call.Service == "" || call.Op == "" || slices.Contains(c.Calls()[:i], call) {
				t.Errorf("%s: call %s is unnamed or declared twice", c.Name(), call)
			}
		}
	}
}
