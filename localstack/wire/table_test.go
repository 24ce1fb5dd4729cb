package wire_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"demarc/localstack/wire"

	"github.com/google/go-cmp/cmp"
)

// TestModelsAreCutFromTheList holds that the committed models are those of operations.txt.
func TestModelsAreCutFromTheList(t *testing.T) {
	text, err := os.ReadFile("operations.txt")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, line := range strings.Split(string(text), "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			head, _, _ := strings.Cut(line, " by ")
			want = append(want, head)
		}
	}
	table, err := wire.NewTable()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, name := range table.Names() {
		s, err := table.Service(name)
		if err != nil {
			t.Fatal(err)
		}
		for op := range s.Operations {
			got = append(got, s.ID+" "+op)
		}
	}
	slices.Sort(got)
	if !slices.IsSorted(want) {
		t.Error("operations.txt is not sorted")
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("run go generate ./localstack/wire: %s", diff)
	}
}

// TestModelsAreWhole holds what the endpoint relies on in every model.
func TestModelsAreWhole(t *testing.T) {
	table, err := wire.NewTable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range table.Names() {
		s, err := table.Service(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range s.Operations {
			for shape := range used(op) {
				if shape.Event {
					t.Errorf("%s %s uses the event stream %s, which is not served", s.ID, op.Name, shape.Name)
				}
			}
			if op.Page == nil {
				continue
			}
			if op.Input.Members[op.Page.In] == nil {
				t.Errorf("%s %s: no page token %q in the input", s.ID, op.Name, op.Page.In)
			}
			if op.Page.Limit != "" && op.Input.Members[op.Page.Limit] == nil {
				t.Errorf("%s %s: no page size %q in the input", s.ID, op.Name, op.Page.Limit)
			}
			for _, path := range append([]string{op.Page.Out}, op.Page.Results...) {
				if !reaches(op.Output, path) {
					t.Errorf("%s %s: no %q in the output", s.ID, op.Name, path)
				}
			}
		}
	}
}

// used returns the shapes that an operation's input and output hold.
func used(op *wire.Operation) map[*wire.Shape]bool {
	seen := map[*wire.Shape]bool{}
	var visit func(*wire.Shape)
	visit = func(s *wire.Shape) {
		if seen[s] {
			return
		}
		seen[s] = true
		for _, m := range s.Members {
			visit(m.Shape)
		}
		for _, m := range []*wire.Member{s.Item, s.Key, s.Value} {
			if m != nil {
				visit(m.Shape)
			}
		}
	}
	visit(op.Input)
	visit(op.Output)
	return seen
}

func reaches(shape *wire.Shape, path string) bool {
	for _, part := range strings.Split(path, ".") {
		m := shape.Members[part]
		if m == nil {
			return false
		}
		shape = m.Shape
	}
	return true
}
