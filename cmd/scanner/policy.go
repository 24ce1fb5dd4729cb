package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"demarc/checks/access"
	"demarc/report/terminal"
)

func (a *app) policyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy",
		Short: "Reason about policies in files, without AWS: who gets in, what is allowed, what is wrong",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(a.policyAccessCommand(), a.policyEvaluateCommand(), a.policyLintCommand())
	return cmd
}

// ndjsonFlag is --ndjson: questions come as lines on standard input, and everything else that asks one is refused.
type ndjsonFlag bool

func (n *ndjsonFlag) add(f *pflag.FlagSet, fields string) {
	f.BoolVar((*bool)(n), "ndjson", false, "answer one JSON object a line on standard input by one on standard output; fields: "+fields)
}

// alone refuses arguments, and those of the named flags that are set: --ndjson would leave them unheard.
func (n ndjsonFlag) alone(cmd *cobra.Command, args []string, flags ...string) error {
	if len(args) > 0 {
		return usagef("--ndjson reads its questions from standard input: leave out %q", args[0])
	}
	for _, name := range flags {
		if cmd.Flags().Changed(name) {
			return usagef("--ndjson reads its questions from standard input: leave out --%s", name)
		}
	}
	return nil
}

// readInput reads a file that somebody names, or standard input for "-". What is longer than any policy or request is
// refused without being read on.
func (a *app) readInput(path string) ([]byte, error) {
	in := a.stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, usage(err)
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxLine+1))
	switch {
	case err != nil:
		return nil, usagef("%s could not be read: %w", shown(path), err)
	case len(b) > maxLine:
		return nil, usagef("%s is longer than %d bytes; no policy is", shown(path), maxLine)
	}
	return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), nil
}

// shown is how messages call an input.
func shown(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// policyFile reads and parses a policy. The error tells file, line and column.
func (a *app) policyFile(path string) (*access.Document, error) {
	_, doc, err := a.policyText(path)
	return doc, err
}

// policyText is policyFile with the text of the policy.
func (a *app) policyText(path string) ([]byte, *access.Document, error) {
	text, err := a.readInput(path)
	if err != nil {
		return nil, nil, err
	}
	doc, err := access.Parse(text)
	if err == nil {
		return text, doc, nil
	}
	var wrong *access.SyntaxError
	if errors.As(err, &wrong) {
		return nil, nil, usagef("%s:%d:%d: %s", shown(path), wrong.Pos.Line, wrong.Pos.Column, wrong.Text)
	}
	return nil, nil, usagef("%s: %w", shown(path), err)
}

// policyFiles is policyFile for several.
func (a *app) policyFiles(paths []string) ([]*access.Document, error) {
	var out []*access.Document
	for _, p := range paths {
		doc, err := a.policyFile(p)
		if err != nil {
			return nil, err
		}
		out = append(out, doc)
	}
	return out, nil
}

// A field is a line "name  value" of an answer in text. Fields without a value are left out.
type field struct{ name, value string }

// printFields writes an answer for people. Values come from policies, and are made harmless.
func (a *app) printFields(fields []field) error {
	var b strings.Builder
	for _, f := range fields {
		if f.value != "" {
			b.WriteString(terminal.Wrap(terminal.Clean(f.value), fmt.Sprintf("%-12s", f.name), strings.Repeat(" ", 12), a.tableWidth()))
		}
	}
	_, err := io.WriteString(a.stdout, b.String())
	return err
}
