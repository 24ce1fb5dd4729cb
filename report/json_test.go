package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"demarc/checks"
	"demarc/inventory"
)

func document(t *testing.T, l *checks.Ledger) map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := JSON(&b, l, Options{}); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, b.String())
	}
	return doc
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("schema/scan-v1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSchema validates the documents of all test ledgers.
func TestSchema(t *testing.T) {
	s := schema(t)
	for name, l := range ledgers() {
		if name == "nothing" {
			// A ledger without a time is none that a scan makes; the others show what an empty account looks like.
			continue
		}
		t.Run(name, func(t *testing.T) {
			if err := s.Validate(document(t, l)); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestSchemaBites shows that the schema refuses documents that break the contract.
func TestSchemaBites(t *testing.T) {
	s := schema(t)
	for name, spoil := range map[string]func(doc, result map[string]any){
		"nullArray":        func(doc, _ map[string]any) { doc["results"] = nil },
		"missingMember":    func(doc, _ map[string]any) { delete(doc, "coverage") },
		"foreignMember":    func(doc, _ map[string]any) { doc["extra"] = 1 },
		"foreignVersion":   func(doc, _ map[string]any) { doc["schemaVersion"] = "2.0" },
		"foreignStatus":    func(_, r map[string]any) { r["status"] = "ok" },
		"failWithoutFix":   func(_, r map[string]any) { r["status"], r["fix"] = "fail", "" },
		"exceptedByNobody": func(_, r map[string]any) { r["status"] = "excepted" },
		"noMessage":        func(_, r map[string]any) { r["message"] = "" },
		"evidenceOfNothing": func(_, r map[string]any) {
			r["evidence"] = []any{map[string]any{"call": "a", "path": "b", "resource": ""}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			doc := document(t, judge(sampleSnapshot()))
			spoil(doc, doc["results"].([]any)[0].(map[string]any))
			if s.Validate(doc) == nil {
				t.Error("the schema accepts it")
			}
		})
	}
}

// TestReferences holds the document together: every result has its check and its resource, every pointer leads
// somewhere, and the matrix counts what the resources say.
func TestReferences(t *testing.T) {
	for name, l := range ledgers() {
		t.Run(name, func(t *testing.T) {
			doc := document(t, l)
			texts := doc["checks"].(map[string]any)
			type key struct{ kind, region, id string }
			known := map[key]bool{}
			statuses := map[[2]string]map[string]int{}
			for _, x := range doc["resources"].([]any) {
				r := x.(map[string]any)
				known[key{r["kind"].(string), r["region"].(string), r["id"].(string)}] = true
				for duty, status := range r["duties"].(map[string]any) {
					k := [2]string{r["variant"].(string), duty}
					if statuses[k] == nil {
						statuses[k] = map[string]int{}
					}
					statuses[k][status.(string)]++
				}
			}
			ids := map[string]bool{}
			for _, x := range doc["results"].([]any) {
				r := x.(map[string]any)
				if ids[r["id"].(string)] {
					t.Errorf("two results have the id %v", r["id"])
				}
				ids[r["id"].(string)] = true
				if texts[r["check"].(string)] == nil {
					t.Errorf("result of check %v, which is not under checks", r["check"])
				}
				if id := r["resource"].(string); id != "" && !known[key{r["kind"].(string), r["region"].(string), id}] {
					t.Errorf("result for %v, which is not under resources", id)
				}
				if at, has := r["exception"].(float64); has {
					x := doc["exceptions"].([]any)[int(at)].(map[string]any)
					if want := map[any]any{"in-force": "excepted", "expired": "fail"}[x["state"]]; r["status"] != want || x["check"] != r["check"] {
						t.Errorf("a result that is %v has exception %v", r["status"], x)
					}
				}
				if (r["status"] == "fail" || r["status"] == "excepted") && r["fix"] != "#/checks/"+r["check"].(string)+"/fix" {
					t.Errorf("fix of a fail is %v", r["fix"])
				}
			}
			for _, x := range doc["matrix"].([]any) {
				c := x.(map[string]any)
				want := statuses[[2]string{c["variant"].(string), c["duty"].(string)}]
				for status, n := range c["statuses"].(map[string]any) {
					if int(n.(float64)) != want[status] {
						t.Errorf("matrix counts %v %s for %v on %v, the resources say %d", n, status, c["duty"], c["variant"], want[status])
					}
				}
			}
		})
	}
}

// TestAppendString compares the strings of a document with what encoding/json reads of them.
func TestAppendString(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("\x00\x1b\n\t\"\\<>&\u202e\u0085\U000e0001日a")))).Draw(t, "s")
		b := appendString(nil, s)
		var got string
		if err := json.Unmarshal(b, &got); err != nil || got != s {
			t.Fatalf("%q is written as %s, which reads %q (%v)", s, b, got, err)
		}
	})
	if got := string(appendString(nil, "a\xffb")); got != `"a\ufffdb"` || !utf8.ValidString(got) {
		t.Errorf("a byte that is no UTF-8 is written as %s", got)
	}
}

func TestEvidence(t *testing.T) {
	gap := &inventory.Gap{Class: inventory.Denied, Call: "Yard.GetLock", Needs: []string{"yard:GetLock"}}
	for name, c := range map[string]struct {
		given checks.Evidence
		want  string
	}{
		"string":  {checks.Evidence{Call: "c", Path: "p", Value: `"a\u003c\u202eb"`}, `{"call":"c","path":"p","resource":"","value":"a\u003c\u202eb","cut":false}`},
		"number":  {checks.Evidence{Value: `12`}, `{"call":"","path":"","resource":"","value":12,"cut":false}`},
		"list":    {checks.Evidence{Value: "[\"a\u202e日\"]"}, `{"call":"","path":"","resource":"","value":["a\u202e\u65e5"],"cut":false}`},
		"word":    {checks.Evidence{Resource: "all", Value: "listed"}, `{"call":"","path":"","resource":"all","value":"listed","cut":false}`},
		"cutOff":  {checks.Evidence{Value: `{"a":"b…`}, `{"call":"","path":"","resource":"","value":"{\"a\":\"b…","cut":true}`},
		"missing": {checks.Evidence{Call: "c", Gap: gap}, `{"call":"c","path":"","resource":"","gap":"Yard.GetLock was denied; grant yard:GetLock","needs":["yard:GetLock"]}`},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff("["+c.want+"]", string(appendEvidence(nil, []checks.Evidence{c.given}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// BenchmarkFormats writes the report of 20,000 resources with a fail and an unknown each, every line of it.
func BenchmarkFormats(b *testing.B) {
	s := &inventory.Snapshot{Header: header()}
	for i := range 20000 {
		m := plainMachine(fmt.Sprintf("m-%08d", i), "", "eu-central-1", "optional", "")
		m.Lock = inventory.Missing[string](lockDenied)
		s.Resources = append(s.Resources, m)
	}
	s.Coverage = []inventory.Coverage{{Kind: "yard.machine", Region: "eu-central-1", Status: inventory.Complete}}
	l := judge(s)
	for _, f := range Formats() {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.Write(io.Discard, l, Options{Verbose: true}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(l.Results)), "results")
		})
	}
}
