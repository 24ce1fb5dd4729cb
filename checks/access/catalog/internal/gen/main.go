// Gen cuts the embedded catalogue from a file of the iam-data project:
//
//	go run ./checks/access/catalog/internal/gen iam_actions.json.gz checks/access/catalog/catalog.txt.gz
//
// The output is one line each, tab separated: "S prefix name", "R type arn", "K key type", "A name access resources",
// where resources are the numbers of the R lines of the service, a required one with "!". It is the same for the same
// input.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

type data struct {
	Services map[string]struct {
		Name    string `json:"name"`
		Actions map[string]struct {
			Access    []string `json:"access"`
			Resources []struct {
				Type     string `json:"type"`
				Required bool   `json:"required"`
			} `json:"resources"`
		} `json:"actions"`
		Resources map[string]struct {
			ARN string `json:"arn"`
		} `json:"resources"`
		Conditions map[string]string `json:"conditions"`
	} `json:"services"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: gen INPUT.json.gz OUTPUT.txt.gz")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(in, out string) error {
	f, err := os.Open(in)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("read %s: %w", in, err)
	}
	var d data
	if err := json.NewDecoder(z).Decode(&d); err != nil {
		return fmt.Errorf("read %s: %w", in, err)
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(cut(d)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(out, packed.Bytes(), 0o644)
}

// letters are the access levels.
var letters = map[string]string{"List": "L", "Read": "R", "Write": "W", "Permissions management": "P", "Tagging": "T"}

func cut(d data) []byte {
	var b bytes.Buffer
	line := func(fields ...string) { fmt.Fprintln(&b, strings.Join(fields, "\t")) }
	for _, prefix := range slices.Sorted(maps.Keys(d.Services)) {
		s := d.Services[prefix]
		line("S", prefix, s.Name)
		index := map[string]int{}
		for i, t := range slices.Sorted(maps.Keys(s.Resources)) {
			index[t] = i
			line("R", t, s.Resources[t].ARN)
		}
		for _, k := range slices.Sorted(maps.Keys(s.Conditions)) {
			if !strings.HasPrefix(k, "aws:") {
				line("K", k, s.Conditions[k])
			}
		}
		for _, name := range slices.Sorted(maps.Keys(s.Actions)) {
			a := s.Actions[name]
			level := ""
			for _, l := range a.Access {
				if level = max(level, letters[l]); letters[l] == "P" || letters[l] == "T" {
					level = letters[l] // listed beside Write, and says more
					break
				}
			}
			var refs []string
			for _, r := range a.Resources {
				i, ok := index[r.Type]
				if !ok {
					continue
				}
				ref := strconv.Itoa(i)
				if r.Required {
					ref += "!"
				}
				refs = append(refs, ref)
			}
			line("A", name, level, strings.Join(refs, ","))
		}
	}
	return b.Bytes()
}
