package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"demarc/localstack/wire"

	"github.com/google/go-cmp/cmp"
)

const wanted = "# a comment\n\nCorner Shop ListGoods\nCorner Shop DescribeGood\n"

func limit(f float64) *float64 { return &f }

// TestCut holds what is kept of a model, from both of its public forms.
func TestCut(t *testing.T) {
	want := &wire.Service{
		ID: "Corner Shop", Version: "2020-01-01", Protocols: []string{"json", "query"}, Signing: "shops", Target: "Shop_20200101",
		JSONVersion: "1.1", QueryCompatible: true,
		Operations: map[string]*wire.Operation{
			"ListGoods": {
				Method: "POST", URI: "/", InputName: "ListGoodsRequest", OutputName: "ListGoodsResult", Wrapper: "ListGoodsResult",
				Page: &wire.Page{In: "NextToken", Out: "NextToken", Limit: "MaxResults", Results: []string{"Goods"}},
			},
			// A resource's name comes before what is asked about it; the account in the host name does not count.
			"DescribeGood": {Method: "POST", URI: "/", InputName: "DescribeGoodRequest", Status: 203, Keys: []string{"Name", "View"}},
		},
		Shapes: map[string]*wire.Shape{
			"ListGoodsRequest": {Kind: wire.Structure, Members: map[string]*wire.Member{"NextToken": {ShapeName: "Text"}, "MaxResults": {ShapeName: "Size"}}},
			"ListGoodsResult":  {Kind: wire.Structure, Members: map[string]*wire.Member{"Goods": {ShapeName: "Goods"}, "NextToken": {ShapeName: "Text"}}},
			"Goods":            {Kind: wire.List, Item: &wire.Member{ShapeName: "Good", WireName: "item"}},
			"Good":             {Kind: wire.Structure, Members: map[string]*wire.Member{"Name": {ShapeName: "Text", WireName: "name"}, "Parts": {ShapeName: "Goods"}}},
			"DescribeGoodRequest": {
				Kind: wire.Structure, Required: []string{"View", "Name", "Account", "Count"},
				Members: map[string]*wire.Member{"Name": {ShapeName: "Text"}, "View": {ShapeName: "View"}, "Account": {ShapeName: "Text"}, "Count": {ShapeName: "Size"}},
			},
			"View": {Kind: wire.String, Enum: true},
			"Size": {Kind: wire.Integer, Min: limit(1), Max: limit(50)},
			"Text": {Kind: wire.String},
		},
		Errors: map[string]*wire.ErrorShape{"Shop.Closed": {ShapeName: "Closed", Status: 503, Server: true}},
	}
	for _, form := range []string{"botocore", "sdkv1"} {
		t.Run(form, func(t *testing.T) {
			dir := t.TempDir()
			list := filepath.Join(dir, "operations.txt")
			if err := os.WriteFile(list, []byte(wanted), 0o644); err != nil {
				t.Fatal(err)
			}
			stale := filepath.Join(dir, "gone.json.gz")
			if err := os.WriteFile(stale, nil, 0o644); err != nil {
				t.Fatal(err)
			}
			var stderr bytes.Buffer
			args := []string{"-models", filepath.Join("testdata", form), "-operations", list, "-out", dir}
			if code := run(args, func(string) string { return "" }, &stderr); code != 0 {
				t.Fatalf("exit %d: %s", code, stderr.String())
			}
			if _, err := os.Stat(stale); err == nil {
				t.Error("the file of a service that left the list is still there")
			}
			f, err := os.Open(filepath.Join(dir, "cornershop.json.gz"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			z, err := gzip.NewReader(f)
			if err != nil {
				t.Fatal(err)
			}
			got := new(wire.Service)
			if err := json.NewDecoder(z).Decode(got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			index, err := os.ReadFile(filepath.Join(dir, "index.json"))
			if err != nil {
				t.Fatal(err)
			}
			const wantIndex = `[
  {
    "name": "cornershop",
    "signing": "shops",
    "target": "Shop_20200101",
    "version": "2020-01-01"
  }
]
`
			if diff := cmp.Diff(wantIndex, string(index)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMistakes(t *testing.T) {
	for name, test := range map[string]struct {
		list, models, want string
		code               int
	}{
		"no_folder":   {"Corner Shop ListGoods", "", "gen: no model folder: set WIRE_MODELS or -models to botocore's data folder or to aws-sdk-go's models/apis\n", 2},
		"no_service":  {"Other ListGoods", "testdata/botocore", "gen: no model with the service id \"Other\" in testdata/botocore\n", 1},
		"no_such_op":  {"Corner Shop ListBads", "testdata/botocore", "gen: Corner Shop has no operation ListBads: correct operations.txt or use newer models\n", 1},
		"one_word":    {"Corner", "testdata/botocore", "gen: LIST: line 1: \"Corner\" is not a service id and an operation\n", 1},
		"twice":       {"Corner Shop ListGoods\nCorner Shop ListGoods", "testdata/botocore", "gen: LIST: line 2: Corner Shop ListGoods is listed twice\n", 1},
		"no_such_key": {"Corner Shop ListGoods by Shelf", "testdata/botocore", "gen: Corner Shop ListGoods: input has no member \"Shelf\"\n", 1},
	} {
		t.Run(name, func(t *testing.T) {
			list := filepath.Join(t.TempDir(), "operations.txt")
			if err := os.WriteFile(list, []byte(test.list), 0o644); err != nil {
				t.Fatal(err)
			}
			var stderr bytes.Buffer
			code := run([]string{"-models", test.models, "-operations", list, "-out", t.TempDir()}, func(string) string { return "" }, &stderr)
			got := string(bytes.ReplaceAll(stderr.Bytes(), []byte(list), []byte("LIST")))
			if code != test.code || got != test.want {
				t.Errorf("exit %d, want %d; %s", code, test.code, cmp.Diff(test.want, got))
			}
		})
	}
}
