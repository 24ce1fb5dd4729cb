package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks"
	"demarc/report"
)

// A target is one --output: a format and where it goes. An empty path is standard output.
type target struct {
	format report.Format
	path   string
}

// judgeFlags are what scan and check have in common after the snapshot.
type judgeFlags struct {
	outputs      []string
	failOn       string
	allowUnknown bool
	includePass  bool
	attested     string
	excepted     string

	attestations []checks.Attestation
	exceptions   []checks.Exception
	targets      []target
	severity     checks.Severity
}

func (j *judgeFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVarP(&j.outputs, "output", "o", nil, "write the report as `FORMAT[=PATH]`: "+formatNames()+"; without a path to standard output (repeatable, default text)")
	f.StringVar(&j.failOn, "fail-on", "low", "exit with 1 for failures of this `severity` or worse")
	f.BoolVar(&j.allowUnknown, "allow-unknown", false, "do not exit with 3 because something could not be decided")
	f.StringVar(&j.attested, "attestations", "", "read from this YAML `file` what persons vouch for where no API can tell (docs/attestations.md)")
	f.StringVar(&j.excepted, "exceptions", "", "read from this YAML `file` which failures persons accept, and until when (docs/exceptions.md)")
	f.BoolVar(&j.includePass, "include-pass", false, "list the passes too")
}

func formatNames() string {
	var out []string
	for _, f := range report.Formats() {
		out = append(out, f.Name)
	}
	return strings.Join(out, ", ")
}

// validate reads the flags before anything is asked of AWS.
func (j *judgeFlags) validate() error {
	var err error
	if j.severity, err = checks.ParseSeverity(j.failOn); err != nil {
		return usage(checks.UnknownValue("--fail-on", j.failOn, severityNames()))
	}
	if j.attestations, err = loadAttestations(j.attested); err != nil {
		return err
	}
	if j.exceptions, err = loadExceptions(j.excepted); err != nil {
		return err
	}
	if len(j.outputs) == 0 {
		j.outputs = []string{"text"}
	}
	seen := map[string]bool{}
	for _, o := range j.outputs {
		name, path, toFile := strings.Cut(o, "=")
		t := target{path: path}
		for _, f := range report.Formats() {
			if f.Name == name {
				t.format = f
			}
		}
		switch {
		case t.format.Write == nil:
			return usage(checks.UnknownValue("--output format", name, strings.Split(formatNames(), ", ")))
		case toFile && path == "":
			return usagef("--output %s: no path after the equals sign", o)
		case seen[path] && path == "":
			return usagef("--output: two reports would go to standard output; give one a path, as in %s=report.%s", name, name)
		case seen[path]:
			return usagef("--output: two reports would go to %s", path)
		}
		if path != "" {
			if err := writable(path); err != nil {
				return usagef("--output %s: %w", o, err)
			}
		}
		seen[path] = true
		j.targets = append(j.targets, t)
	}
	return nil
}

// write writes all reports, those to files first, and returns the exit of the scan.
func (a *app) write(l *checks.Ledger, j *judgeFlags) error {
	base := report.Options{FailOn: j.severity, AllowUnknown: j.allowUnknown, IncludePass: j.includePass, Verbose: a.global.verbose}
	var screen *target
	for i := range j.targets {
		t := &j.targets[i]
		if t.path == "" {
			screen = t
			continue
		}
		o := base
		o.Width, o.Color = 120, a.global.color == "always"
		if err := writeFile(t.path, func(w io.Writer) error { return t.format.Write(w, l, o) }); err != nil {
			return fmt.Errorf("the %s report could not be written to %s: %w", t.format.Name, t.path, err)
		}
	}
	if screen != nil {
		o := base
		o.Width, o.Color = a.widthOf(a.stdout), a.paint(a.stdout)
		if err := screen.format.Write(a.stdout, l, o); err != nil {
			return fmt.Errorf("the %s report could not be written to standard output: %w", screen.format.Name, err)
		}
	}
	switch report.OutcomeOf(l, base) {
	case report.Failed:
		return &exitError{code: exitFailed}
	case report.Incomplete:
		return &exitError{code: exitIncomplete}
	}
	return nil
}

// writeJSON writes what a listing command lists.
func (a *app) writeJSON(v any) error {
	e := json.NewEncoder(a.stdout)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
