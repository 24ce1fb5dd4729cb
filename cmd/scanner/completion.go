package main

import (
	"strings"

	"github.com/spf13/cobra"

	"demarc/checks"
	checklist "demarc/checks/all"
	"demarc/checks/frameworks"
	"demarc/inventory/responsibility"
)

// shells are those for which a completion script can be written.
var shells = [...]string{"bash", "fish", "powershell", "zsh"}

func (a *app) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "Print a completion script for bash, fish, powershell or zsh",
		Example:   `  source <(scanner completion bash)`,
		ValidArgs: shells[:],
		Args:      oneArg("a shell: " + strings.Join(shells[:], ", ")),
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.stdout, true)
			case "fish":
				return root.GenFishCompletion(a.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.stdout)
			case "zsh":
				return root.GenZshCompletion(a.stdout)
			}
			return usage(checks.UnknownValue("shell", args[0], shells[:]))
		},
	}
}

// addSelectFlags adds the flags that choose checks, and those that choose resources where there are any, with their
// completions.
func (a *app) addSelectFlags(cmd *cobra.Command, s *selectFlags, resources bool) {
	addSelection(cmd.Flags(), s)
	if resources {
		addFilter(cmd.Flags(), s)
	}
	complete := func(flag string, values func() []string) {
		// The only error is a flag that does not exist, which the tests of the commands would show.
		_ = cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return values(), cobra.ShellCompDirectiveNoFileComp
		})
	}
	complete("check", checkIDs)
	complete("duty", dutyIDs)
	complete("level", func() []string {
		var out []string
		for _, l := range responsibility.Levels() {
			out = append(out, string(l.ID))
		}
		return out
	})
	complete("severity", severityNames)
	complete("framework", func() []string {
		var out []string
		for _, f := range frameworks.All() {
			out = append(out, f.ID)
		}
		return out
	})
	complete("service", func() []string {
		var out []string
		for _, c := range checklist.Checks() {
			if s := checks.ServiceOf(c); len(out) == 0 || out[len(out)-1] != s {
				out = append(out, s)
			}
		}
		return out
	})
}

// severityNames returns the severities, the worst first.
func severityNames() []string {
	var out []string
	for s := checks.Critical; s >= checks.Informational; s-- {
		out = append(out, s.String())
	}
	return out
}

func checkIDs() []string {
	var out []string
	for _, c := range checklist.Checks() {
		out = append(out, c.Info().ID)
	}
	return out
}

func dutyIDs() []string {
	var out []string
	for _, d := range responsibility.Duties() {
		out = append(out, string(d.ID))
	}
	return out
}

func variantIDs() []string {
	var out []string
	for _, v := range responsibility.Variants() {
		out = append(out, string(v.ID))
	}
	return out
}
