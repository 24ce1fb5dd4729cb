package responsibility

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// copied returns the embedded files as a file system that a test may damage.
func copied(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(embedded, name)
		out[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestLoadRefuses holds that each kind of damage to the data is an error that names it.
func TestLoadRefuses(t *testing.T) {
	tests := map[string]struct {
		file, old, new string
		want           string
	}{
		"unknown_field":      {"levels.json", `"order": 0`, `"ordre": 0, "order": 0`, `unknown field "ordre"`},
		"trailing_text":      {"duties.json", "\n}\n", "\n}\n{}", "something follows"},
		"unknown_owner":      {"ownership.json", `"owner": "aws"`, `"owner": "someone"`, `owner "someone" is unknown`},
		"undecided_owner":    {"ownership.json", `"owner": "aws"`, `"owner": "undecided"`, "has no owner"},
		"placeholder_reason": {"ownership.json", `"reason": "AWS data centres"`, `"reason": "-"`, `needs a reason, not "-"`},
		"unknown_duty":       {"ownership.json", `"os.patch": {`, `"os.pitch": {`, `unknown duty "os.pitch"`},
		"unknown_profile":    {"ownership.json", `"profile": "vm"`, `"profile": "wm"`, `unknown profile "wm"`},
		"unknown_level":      {"ownership.json", `"level": "virtual_machine"`, `"level": "machine"`, `unknown level "machine"`},
		"unknown_parent":     {"ownership.json", `"variant_of": "ec2.instance"`, `"variant_of": "ec2.thing"`, `variant_of "ec2.thing"`},
		"unknown_source":     {"ownership.json", `"source": ["ec2-sec", "srm"]`, `"source": ["hearsay"]`, `source "hearsay" is not in`},
		"no_source":          {"ownership.json", `"source": ["ec2-sec", "srm"]`, `"source": []`, "ec2.instance: no source"},
		"twice":              {"ownership.json", `"id": "ec2.instance.metal"`, `"id": "ec2.instance.host"`, "listed twice"},
		"changed_cell":       {"ownership.json", `"os.patch": {"owner": "customer"`, `"os.patch": {"owner": "aws"`, "declares cell_counts"},
		"level_order":        {"levels.json", `"order": 1,`, `"order": 7,`, "has order 7 at place 1"},
		"duty_scope":         {"duties.json", `"scope": "account"`, `"scope": "galaxy"`, `scope "galaxy"`},
		"duty_level":         {"duties.json", `"exists_at": ["bare_metal"`, `"exists_at": ["bar_metal"`, `unknown level "bar_metal"`},
		"source_twice":       {"sources.json", `"id": "srm-controls"`, `"id": "srm"`, `source "srm" is listed twice`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			files := copied(t)
			f := files["data/"+tt.file]
			damaged := bytes.Replace(f.Data, []byte(tt.old), []byte(tt.new), 1)
			if bytes.Equal(damaged, f.Data) {
				t.Fatalf("%s does not contain %q", tt.file, tt.old)
			}
			files["data/"+tt.file] = &fstest.MapFile{Data: damaged}
			_, err := load(files)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("load = %v; want an error with %q", err, tt.want)
			}
		})
	}
	for name := range copied(t) {
		t.Run("without_"+strings.TrimSuffix(strings.TrimPrefix(name, "data/"), ".json"), func(t *testing.T) {
			files := copied(t)
			delete(files, name)
			if _, err := load(files); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("load = %v; want an error that names %s", err, name)
			}
		})
	}
}

// TestNoDuplicateKeys holds what encoding/json does not: that no object of the data names
// a key twice, where the later one would silently win.
func TestNoDuplicateKeys(t *testing.T) {
	for name, f := range copied(t) {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(name, "data/"), ".json"), func(t *testing.T) {
			if err := duplicateKey(json.NewDecoder(bytes.NewReader(f.Data))); err != nil {
				t.Error(err)
			}
		})
	}
	if duplicateKey(json.NewDecoder(strings.NewReader(`{"a": [{"b": 1, "b": 2}]}`))) == nil {
		t.Error("duplicateKey does not see a duplicate")
	}
}

// duplicateKey reads one JSON value and returns an error for the first key that an object repeats.
func duplicateKey(dec *json.Decoder) error {
	tok, err := dec.Token()
	if err != nil {
		return err
	}
	delim, ok := tok.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for dec.More() {
		if delim == '{' {
			key, err := dec.Token()
			if err != nil {
				return err
			}
			if seen[key.(string)] {
				return fmt.Errorf("key %q is repeated before byte %d", key, dec.InputOffset())
			}
			seen[key.(string)] = true
		}
		if err := duplicateKey(dec); err != nil {
			return err
		}
	}
	_, err = dec.Token()
	return err
}
