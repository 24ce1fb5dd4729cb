package frameworks

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// with returns the embedded files with other lines in checks.json.
func with(t *testing.T, checks string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	names, err := fs.Glob(embedded, "data/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: b}
	}
	out["data/checks.json"] = &fstest.MapFile{Data: []byte(`{"about": "test", "checks": {` + checks + `}}`)}
	return out
}

// sample is a map with three checks, apart from the real one so that tests do not change with it.
func sample(t *testing.T) *mapping {
	t.Helper()
	m, err := load(with(t, `
		"z-imds": {"cis-7.0.0": ["6.7"], "fsbp": ["EC2.8"]},
		"a-root": {"cis-7.0.0": ["2.5", "2.4"], "like": ["iam_root_mfa_enabled"], "pci-dss-4.0": ["8.4.1"]},
		"m-both": {"cis-7.0.0": ["2.4"], "nist-800-53-r5": ["AC-2", "AC-2(1)"]}`))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEmbedded(t *testing.T) {
	type summary struct {
		ID, Version string
		Controls    int
		First, Last string
	}
	var got []summary
	for _, f := range All() {
		n := len(f.Controls)
		got = append(got, summary{f.ID, f.Version, n, f.Controls[0].ID, f.Controls[n-1].ID})
	}
	want := []summary{
		{CIS, "7.0.0", 70, "2.1.1", "6.8"},
		{FSBP, "1.0.0", 298, "ACM.1", "StepFunctions.1"},
		{NIST, "Revision 5", 202, "AC-2", "SI-19(4)"},
		{PCI, "4.0", 105, "1.2.5", "A3.5.1"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("All (-want +got):\n%s", diff)
	}
	for _, f := range All() {
		if got, ok := ByID(f.ID); !ok || !cmp.Equal(got, f) {
			t.Errorf("ByID(%s) is not the framework of All", f.ID)
		}
	}
	if _, ok := ByID("cis"); ok {
		t.Error("ByID found a framework by half its id")
	}
}

// TestChecksFileForm holds that checks.json stays one sorted line a check, so that two
// branches which add checks merge.
func TestChecksFileForm(t *testing.T) {
	b, err := fs.ReadFile(embedded, "data/checks.json")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for l := range strings.Lines(string(b)) {
		if !strings.HasPrefix(l, `  "`) {
			continue
		}
		id, rest, _ := strings.Cut(strings.TrimPrefix(l, `  "`), `"`)
		ids = append(ids, id)
		if !strings.HasPrefix(rest, ": {") || !strings.HasSuffix(strings.TrimRight(rest, ",\n"), "}") {
			t.Errorf("checks.json: the line of %s is not the whole of it", id)
		}
	}
	if diff := cmp.Diff(Checks(), ids, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("checks.json is not sorted with one line a check, each once (-sorted +lines):\n%s", diff)
	}
}

// TestBothDirectionsAgree holds that a control names a check exactly where the check names the control.
func TestBothDirectionsAgree(t *testing.T) {
	for name, m := range map[string]*mapping{"embedded": loaded(), "sample": sample(t)} {
		t.Run(name, func(t *testing.T) {
			forward := map[string][]ControlRef{}
			for _, f := range m.frameworks {
				for _, c := range f.Controls {
					if !slices.IsSorted(c.Checks) {
						t.Errorf("%s %s: checks are not sorted: %v", f.ID, c.ID, c.Checks)
					}
					for _, check := range c.Checks {
						forward[check] = append(forward[check], ControlRef{f.ID, c.ID})
					}
				}
			}
			if diff := cmp.Diff(forward, m.controls); diff != "" {
				t.Errorf("by control and by check (-control +check):\n%s", diff)
			}
		})
	}
}

func TestControls(t *testing.T) {
	m := sample(t)
	want := map[string][]ControlRef{
		"z-imds": {{CIS, "6.7"}, {FSBP, "EC2.8"}},
		"m-both": {{CIS, "2.4"}, {NIST, "AC-2"}, {NIST, "AC-2(1)"}},
	}
	for check, refs := range want {
		if diff := cmp.Diff(refs, m.controls[check]); diff != "" {
			t.Errorf("controls of %s (-want +got):\n%s", check, diff)
		}
	}
	root := m.controls["a-root"]
	for _, ref := range []ControlRef{{CIS, "2.4"}, {CIS, "2.5"}, {NIST, "IA-2(1)"}, {PCI, "8.4.1"}, {PCI, "8.4.2"}} {
		if !slices.Contains(root, ref) {
			t.Errorf("a-root lacks %s: its own and its peer's controls must both be there; got %v", ref, root)
		}
	}
	if diff := cmp.Diff(map[string][]string{"a-root": {"iam_root_mfa_enabled"}}, m.like); diff != "" {
		t.Errorf("like (-want +got):\n%s", diff)
	}
	if got := (ControlRef{CIS, "6.7"}).String(); got != "cis-7.0.0:6.7" {
		t.Errorf("String = %q", got)
	}
	if got := ControlsOf("imagined-check"); got != nil {
		t.Errorf("ControlsOf an unknown check = %v, want nil", got)
	}
}

func TestVerify(t *testing.T) {
	unknown, unmapped := sample(t).verify([]string{"z-imds", "new-two", "a-root", "new-one"})
	if diff := cmp.Diff([][]string{{"m-both"}, {"new-one", "new-two"}}, [][]string{unknown, unmapped}); diff != "" {
		t.Errorf("unknown and unmapped (-want +got):\n%s", diff)
	}
}

func TestSelect(t *testing.T) {
	tests := map[string]struct {
		expr string
		want Selection
	}{
		"exact_control":      {"cis-7.0.0:6.7", Selection{CIS, []string{"6.7"}, []string{"z-imds"}}},
		"short_name":         {"cis:2.4", Selection{CIS, []string{"2.4"}, []string{"a-root", "m-both"}}},
		"letter_case":        {"FSBP:ec2.8", Selection{FSBP, []string{"EC2.8"}, []string{"z-imds"}}},
		"section":            {"cis:2.1", Selection{CIS, []string{"2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.1.6"}, nil}},
		"control_without":    {"cis:6.6", Selection{CIS, []string{"6.6"}, nil}},
		"with_enhancements":  {"nist:AU-11", Selection{NIST, []string{"AU-11", "AU-11(1)"}, nil}},
		"enhancement_itself": {"nist:AC-2(1)", Selection{NIST, []string{"AC-2(1)"}, []string{"a-root", "m-both"}}},
		"spaces_around":      {" pci:8.4.3 ", Selection{PCI, []string{"8.4.3"}, []string{"a-root"}}},
	}
	m := sample(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := m.selection(tt.expr)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("Select(%q) (-want +got):\n%s", tt.expr, diff)
			}
		})
	}
	whole, err := m.selection("cis-7.0.0")
	if err != nil || len(whole.Controls) != 70 || !slices.Equal(whole.Checks, []string{"a-root", "m-both", "z-imds"}) {
		t.Errorf("Select of a whole framework = %v, %v", whole, err)
	}
	refused := map[string]struct{ expr, want string }{
		"unknown_framework": {"iso", "want one of cis-7.0.0, fsbp, nist-800-53-r5, pci-dss-4.0"},
		"empty":             {"", `framework "" is unknown`},
		"half_a_word":       {"ci", `framework "ci" is unknown`},
		"unknown_control":   {"cis:99", `no control "99"; its ids look like 2.1.1`},
		"half_a_number":     {"pci:10.2.1.", `no control "10.2.1."`},
		"no_control":        {"cis:", "names no control after the colon"},
	}
	for name, tt := range refused {
		t.Run(name, func(t *testing.T) {
			if got, err := m.selection(tt.expr); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Select(%q) = %v, %v; want an error with %q", tt.expr, got, err, tt.want)
			}
		})
	}
}

// TestLoadRefuses holds that each kind of damage to the data is an error that names it.
func TestLoadRefuses(t *testing.T) {
	tests := map[string]struct{ checks, file, old, new, want string }{
		"unknown_control":   {checks: `"c": {"cis-7.0.0": ["9.9"]}`, want: `no control "9.9", which [c] claims`},
		"unknown_peer":      {checks: `"c": {"like": ["imagined"]}`, want: `c is like "imagined"`},
		"unknown_framework": {checks: `"c": {"iso": ["1"]}`, want: `unknown field "iso"`},
		"empty_line":        {checks: `"c": {}`, want: "the line of c says nothing"},
		"twice":             {checks: `"c": {"fsbp": ["EC2.8", "EC2.8"]}`, want: "names something twice under fsbp"},
		"control_twice":     {file: "cis-7.0.0", old: `"id": "2.1.2"`, new: `"id": "2.1.1"`, want: `control "2.1.1" is empty or listed twice`},
		"no_title":          {file: "fsbp", old: `"title": "Security contact`, new: `"title": "", "about": "Security contact`, want: `unknown field "about"`},
		"empty_title":       {file: "nist-800-53-r5", old: `"title": "Account Management"`, new: `"title": ""`, want: "AC-2 has no title"},
		"wrong_id":          {file: "pci-dss-4.0", old: `"id": "pci-dss-4.0"`, new: `"id": "pci"`, want: `wants the id "pci-dss-4.0"`},
		"peers_control":     {checks: `"c": {"like": ["iam_root_mfa_enabled"]}`, file: "peers", old: `"iam_root_mfa_enabled": {"nist-800-53-r5": ["`, new: `"iam_root_mfa_enabled": {"nist-800-53-r5": ["ZZ-1", "`, want: `no control "ZZ-1"`},
		"trailing_text":     {file: "peers", old: "\n}\n", new: "\n}\n{}", want: "something follows"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			files := with(t, tt.checks)
			if tt.file != "" {
				f := files["data/"+tt.file+".json"]
				damaged := bytes.Replace(f.Data, []byte(tt.old), []byte(tt.new), 1)
				if bytes.Equal(damaged, f.Data) {
					t.Fatalf("%s does not contain %q", tt.file, tt.old)
				}
				files["data/"+tt.file+".json"] = &fstest.MapFile{Data: damaged}
			}
			if _, err := load(files); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("load = %v; want an error with %q", err, tt.want)
			}
		})
	}
	for name := range with(t, "") {
		t.Run("without_"+strings.TrimSuffix(strings.TrimPrefix(name, "data/"), ".json"), func(t *testing.T) {
			files := with(t, "")
			delete(files, name)
			if _, err := load(files); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("load = %v; want an error that names %s", err, name)
			}
		})
	}
}

// TestPeersAreValid holds that every control that a peer could lend exists, also where no
// check is like that peer yet.
func TestPeersAreValid(t *testing.T) {
	var file peersFile
	if err := decode(embedded, "data/peers.json", &file); err != nil {
		t.Fatal(err)
	}
	var all []string
	for peer := range file.Peers {
		all = append(all, peer)
	}
	line, err := json.Marshal(map[string][]string{"like": all})
	if err != nil {
		t.Fatal(err)
	}
	m, err := load(with(t, `"all": `+string(line)))
	if err != nil {
		t.Fatal(err)
	}
	nist, pci := 0, 0
	for _, ref := range m.controls["all"] {
		switch ref.Framework {
		case NIST:
			nist++
		case PCI:
			pci++
		}
	}
	if len(all) != 645 || nist != 202 || pci != 105 {
		t.Errorf("%d peers lend %d NIST and %d PCI controls; want 645, 202 and 105: controls without any peer are dead", len(all), nist, pci)
	}
}
