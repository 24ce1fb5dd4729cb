package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (a *app) collectCommand() *cobra.Command {
	var (
		choose  selectFlags
		connect connectFlags
		output  string
	)
	cmd := &cobra.Command{
		Use:   "collect FILE",
		Short: "Collect from an account into a snapshot file",
		Long: `Collect from an account what the selected checks read, and save it as a snapshot that
` + "`scanner check`" + ` judges without AWS. The file is compressed and readable by its owner alone:
it describes the account. It appears whole or not at all.`,
		Example: `  scanner collect account.snapshot
  scanner check account.snapshot`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0 && output == "":
				return usagef("scanner collect needs the file to write, as in: scanner collect account.snapshot")
			case len(args) > 1 || len(args) == 1 && output != "":
				return usagef("scanner collect writes one file")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			path := output
			if len(args) == 1 {
				path = args[0]
			}
			if err := writable(path); err != nil {
				return usage(err)
			}
			cs, err := a.selected(&choose)
			if err != nil {
				return err
			}
			p, err := plan(cs, &choose, &judgeFlags{})
			if err != nil {
				return err
			}
			snap, err := a.collect(cmd.Context(), p, &choose, &connect)
			if err != nil {
				return err
			}
			if err := writeFile(path, snap.Write); err != nil {
				return fmt.Errorf("the snapshot could not be written: %w", err)
			}
			fmt.Fprintf(a.stdout, "%s: account %s, %d resources\n", path, snap.Account, len(snap.Resources))
			if snap.Interrupted != "" {
				return &exitError{code: exitIncomplete}
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "the `file` to write, in place of the argument")
	a.addSelectFlags(cmd, &choose, true)
	connect.add(cmd)
	return cmd
}
