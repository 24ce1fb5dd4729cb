package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"demarc/checks"
	checklist "demarc/checks/all"
)

// An attestationFile is the file of --attestations: what persons vouch for where no API can tell.
type attestationFile struct {
	Attestations []struct {
		checks.Attestation `yaml:",inline"`
		Until              string `yaml:"until"`
	} `yaml:"attestations"`
}

// loadAttestations reads a file of attestations; the empty path gives none.
func loadAttestations(path string) ([]checks.Attestation, error) {
	var f attestationFile
	at, err := loadWords("--attestations", "attestations", path, &f)
	if err != nil {
		return nil, err
	}
	var out []checks.Attestation
	for i, x := range f.Attestations {
		a := x.Attestation
		if a.Until, err = lastDay(x.Until); err == nil {
			err = a.Validate()
		}
		if err != nil {
			return nil, usagef("%s: attestation %d: %w", at(i), i+1, err)
		}
		out = append(out, a)
	}
	return out, nil
}

// An exceptionFile is the file of --exceptions: the failures that persons accept for a while.
type exceptionFile struct {
	Exceptions []struct {
		checks.Exception `yaml:",inline"`
		Until            string `yaml:"until"`
	} `yaml:"exceptions"`
}

// loadExceptions reads a file of exceptions; the empty path gives none. One for a check that does not exist is a mistake.
func loadExceptions(path string) ([]checks.Exception, error) {
	var f exceptionFile
	at, err := loadWords("--exceptions", "exceptions", path, &f)
	if err != nil {
		return nil, err
	}
	var ids []string
	known := map[string]bool{}
	for _, c := range checklist.Checks() {
		ids = append(ids, c.Info().ID)
		known[c.Info().ID] = true
	}
	var out []checks.Exception
	for i, x := range f.Exceptions {
		e := x.Exception
		if e.Until, err = lastDay(x.Until); err == nil {
			err = e.Validate()
		}
		if err == nil && !known[e.Check] {
			err = checks.UnknownValue("check", e.Check, ids)
		}
		if err != nil {
			return nil, usagef("%s: exception %d: %w", at(i), i+1, err)
		}
		out = append(out, e)
	}
	return out, nil
}

// loadWords reads a file with one list of persons' words, strictly: what it does not know is a mistake. at says where
// an item of the list stands, as FILE:LINE. The empty path leaves the file's value alone.
func loadWords(flag, list, path string, into any) (at func(int) string, _ error) {
	if path == "" {
		return nil, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, usagef("%s: %w", flag, err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return nil, usagef("%s: %s", path, yaml.FormatError(err, false, true))
	}
	lines := linesOf(b, list)
	return func(i int) string {
		if i < len(lines) {
			return fmt.Sprintf("%s:%d", path, lines[i])
		}
		return path
	}, nil
}

// linesOf returns the lines on which the items of a top-level list begin.
func linesOf(b []byte, list string) []int {
	f, err := parser.ParseBytes(b, 0)
	if err != nil || len(f.Docs) == 0 {
		return nil
	}
	top, ok := f.Docs[0].Body.(ast.MapNode)
	if !ok {
		return nil
	}
	var lines []int
	for it := top.MapRange(); it.Next(); {
		items, ok := it.Value().(*ast.SequenceNode)
		if !ok || it.Key().String() != list {
			continue
		}
		for _, x := range items.Values {
			line := x.GetToken().Position.Line
			if m, ok := x.(ast.MapNode); ok {
				if first := m.MapRange(); first.Next() {
					line = first.Key().GetToken().Position.Line
				}
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// lastDay reads a day; the empty text is none.
func lastDay(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("until: %q is not a day; write it as YYYY-MM-DD", text)
	}
	return day, nil
}
