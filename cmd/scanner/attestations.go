package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"time"

	"github.com/goccy/go-yaml"

	"demarc/checks"
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
	if path == "" {
		return nil, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, usagef("--attestations: %w", err)
	}
	var f attestationFile
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return nil, usagef("%s: %s", path, yaml.FormatError(err, false, true))
	}
	var out []checks.Attestation
	for i, x := range f.Attestations {
		a := x.Attestation
		if x.Until != "" {
			if a.Until, err = time.Parse(time.DateOnly, x.Until); err != nil {
				return nil, usagef("%s: attestation %d: until: %q is not a day; write it as YYYY-MM-DD", path, i+1, x.Until)
			}
		}
		if err := a.Validate(); err != nil {
			return nil, usagef("%s: attestation %d: %w", path, i+1, err)
		}
		out = append(out, a)
	}
	return out, nil
}
