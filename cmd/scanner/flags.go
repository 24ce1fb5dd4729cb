package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"demarc/checks"
	"demarc/report/terminal"
)

// globalFlags are understood by every command.
type globalFlags struct {
	config     string
	color      string
	logFormat  string
	logLevel   string
	noProgress bool
	verbose    bool

	file *config // of --config; never nil once flags were read
}

func (a *app) addGlobalFlags(root *cobra.Command) {
	f, g := root.PersistentFlags(), &a.global
	f.StringVar(&g.config, "config", "", "read defaults and the policy from this YAML `file`")
	f.StringVar(&g.color, "color", "auto", "colours: auto, always or never")
	f.StringVar(&g.logFormat, "log-format", "auto", "log lines on stderr: auto, console or json")
	f.StringVar(&g.logLevel, "log-level", "info", "least level of log lines: debug, info, warn, error or off")
	f.BoolVar(&g.noProgress, "no-progress", false, "do not show progress")
	f.BoolVar(&g.verbose, "verbose", false, "cut nothing short")
}

// envName is the environment variable that stands for a flag.
func envName(flag string) string {
	return "SCANNER_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// configure sets every flag that the command line does not: from the environment, or else from the file of --config.
func (a *app) configure(cmd *cobra.Command) error {
	path := a.global.config
	if path == "" {
		path = a.env[envName("config")]
	}
	file, err := a.loadConfig(path)
	if err != nil {
		return err
	}
	a.global.file = file
	values := file.flags()
	var failed error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Changed || failed != nil || f.Name == "help" || f.Name == "config" {
			return
		}
		if v, ok := a.env[envName(f.Name)]; ok && v != "" {
			if err := cmd.Flags().Set(f.Name, v); err != nil {
				failed = usagef("%s is %q: --%s cannot be that (%s)", envName(f.Name), v, f.Name, f.Value.Type())
			}
			return
		}
		for _, v := range values[f.Name] {
			if err := cmd.Flags().Set(f.Name, v); err != nil {
				failed = usagef("%s: %s: %w", path, f.Name, err)
			}
		}
	})
	cmd.Flags().Visit(func(f *pflag.Flag) {
		// An empty list would choose everything, which nobody means who writes --check "$UNSET".
		if list, ok := f.Value.(pflag.SliceValue); ok && len(list.GetSlice()) == 0 {
			failed = usagef("--%s has an empty value; leave it out to choose everything", f.Name)
		}
	})
	if failed != nil {
		return failed
	}
	return a.global.validate()
}

func (g *globalFlags) validate() error {
	for _, c := range []struct {
		flag, value string
		allowed     []string
	}{
		{"--color", g.color, []string{string(terminal.Auto), string(terminal.Always), string(terminal.Never)}},
		{"--log-format", g.logFormat, []string{"auto", "console", "json"}},
		{"--log-level", g.logLevel, []string{"debug", "info", "warn", "error", "off"}},
	} {
		if !slices.Contains(c.allowed, c.value) {
			return usage(checks.UnknownValue(c.flag, c.value, c.allowed))
		}
	}
	return nil
}

// selectFlags choose checks and resources.
type selectFlags struct {
	checks  checks.Selection
	regions []string
	tags    []string
}

// addSelection adds the flags that choose checks. Those that choose resources come with addFilter.
func addSelection(f *pflag.FlagSet, s *selectFlags) {
	list := func(p *[]string, name, text string) {
		f.StringSliceVar(p, name, nil, text+" (repeatable, comma-separated)")
	}
	list(&s.checks.Checks, "check", "checks by `id` or pattern")
	list(&s.checks.Duties, "duty", "checks of a `duty`, such as os.patch")
	list(&s.checks.Levels, "level", "checks and resources of a `level`, such as virtual_machine")
	list(&s.checks.Services, "service", "checks of a `service`, such as ec2")
	list(&s.checks.Severities, "severity", "checks of a `severity`: critical, high, medium, low or informational")
	list(&s.checks.Frameworks, "framework", "checks of a `framework` or control of it, such as cis-7.0.0 or fsbp:EC2.8")
}

func addFilter(f *pflag.FlagSet, s *selectFlags) {
	f.StringSliceVar(&s.regions, "region", nil, "`region`s to look at; global services are looked at in any case (repeatable, comma-separated)")
	f.StringSliceVar(&s.tags, "tag", nil, "resources with a tag, as `key` or key=value; those whose tags are not known stay in (repeatable, comma-separated)")
}

// filter returns the filter of resources.
func (s *selectFlags) filter() checks.ResourceFilter {
	return checks.ResourceFilter{Levels: s.checks.Levels, Regions: s.regions, Tags: s.tags}
}

// validate checks what Select does not look at.
func (s *selectFlags) validate() error {
	for _, r := range s.regions {
		if !regionLike(r) {
			return usagef("region %q is not a region's name; write it like eu-central-1", r)
		}
	}
	for _, t := range s.tags {
		if key, _, _ := strings.Cut(t, "="); key == "" {
			return usagef("tag %q has no key; write key or key=value", t)
		}
	}
	return nil
}

// regionLike reports whether s can be the name of a region: letters, digits and at least two dashes. AWS adds regions
// more often than we release, so that no list is kept.
func regionLike(s string) bool {
	return strings.Count(s, "-") >= 2 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

// A formatFlag is the --output of a command that lists something.
type formatFlag string

func (f *formatFlag) add(flags *pflag.FlagSet) {
	flags.StringVarP((*string)(f), "output", "o", "text", "output `format`: text or json")
}

func (f formatFlag) json() (bool, error) {
	switch f {
	case "text":
		return false, nil
	case "json":
		return true, nil
	}
	return false, usage(checks.UnknownValue("--output", string(f), []string{"json", "text"}))
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, but got %q", cmd.CommandPath(), args[0])
	}
	return nil
}

// oneArg demands one argument and says what it is.
func oneArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch len(args) {
		case 0:
			return usagef("%s needs %s", cmd.CommandPath(), what)
		case 1:
			return nil
		}
		return usagef("%s takes one argument, %s, but got %d", cmd.CommandPath(), what, len(args))
	}
}

// unknownCommand is the error of a word where a subcommand belongs.
func unknownCommand(cmd *cobra.Command, word string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return usage(fmt.Errorf("%w; see `%s --help`", checks.UnknownValue("command", word, names), cmd.CommandPath()))
}
