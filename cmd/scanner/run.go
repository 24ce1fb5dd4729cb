package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"demarc/report/terminal"
)

// Exit codes, the same for every command and format.
const (
	exitClean      = 0 // clean and complete
	exitFailed     = 1 // failures at or above the threshold
	exitUsage      = 2 // a mistake in flags, configuration or input files
	exitIncomplete = 3 // nothing failed that counts, but not everything was decided; or the scan was cut short
	exitCannotRun  = 4 // no credentials, no endpoint, no place to write
)

// An exitError is an error with the exit code that it leads to. A nil err says nothing: the report has said it.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// usage marks an error as a mistake of whoever typed the command.
func usage(err error) error {
	if err == nil {
		return nil
	}
	return &exitError{exitUsage, err}
}

func usagef(format string, args ...any) error { return usage(fmt.Errorf(format, args...)) }

// An app is one run of the command: its streams, its environment, and what the flags said.
type app struct {
	env            map[string]string
	stdin          io.Reader
	stdout, stderr io.Writer

	global  globalFlags
	started bool // the flags were understood; what fails from here on is no usage error by itself
}

// run carries out one command line and returns its exit code. It reads nothing but its arguments, apart from what the
// AWS SDK reads by its own conventions.
func run(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{env: map[string]string{}, stdin: stdin, stdout: stdout, stderr: stderr}
	for _, kv := range env {
		k, v, _ := strings.Cut(kv, "=")
		a.env[k] = v
	}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitClean
	}
	var exit *exitError
	code := exitCannotRun
	switch {
	case errors.As(err, &exit):
		code = exit.code
	case !a.started:
		code = exitUsage
	}
	if text := err.Error(); text != "" {
		fmt.Fprintf(stderr, "scanner: %s\n", cleanLines(text))
	}
	return code
}

// cleanLines makes each line of an error harmless: it may hold text from an account or a file.
func cleanLines(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	for i, l := range lines {
		lines[i] = terminal.Clean(l)
	}
	return strings.Join(lines, "\n")
}

func (a *app) getenv(name string) string { return a.env[name] }

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "scanner",
		Short: "Scan an AWS account for what its owner is responsible for",
		Long: `Scan an AWS account for what its owner, not AWS, is responsible for under the AWS
Shared Responsibility Model. For each resource and duty the ledger says who owns the
duty, why, and whether the customer's part is met.

Exit codes: 0 clean and complete, 1 failures at or above --fail-on, 2 a mistake in
flags, configuration or input, 3 not everything could be decided or the scan was cut
short, 4 the scan could not run. Failures outweigh what is unknown: 3 means that
nothing failed among what was seen. An interrupted scan is always 3.

Each flag can be set in the environment too: SCANNER_FAIL_ON=high is --fail-on high.
Flags outweigh the environment, which outweighs the file of --config.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.configure(cmd); err != nil {
				return err
			}
			a.started = true
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Use: "no-help", Hidden: true})
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%w; see `%s --help`", err, cmd.CommandPath())
	})
	a.addGlobalFlags(root)
	root.AddCommand(
		a.accessCommand(),
		a.checkCommand(),
		a.checksCommand(),
		a.collectCommand(),
		a.completionCommand(),
		a.dutiesCommand(),
		a.permissionsCommand(),
		a.planCommand(),
		a.policyCommand(),
		a.sandboxCommand(),
		a.scanCommand(),
		a.versionCommand(),
	)
	return root
}
