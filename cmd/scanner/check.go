package main

import (
	"github.com/spf13/cobra"

	"demarc/inventory"
	collectors "demarc/inventory/all"
)

func (a *app) checkCommand() *cobra.Command {
	var (
		choose selectFlags
		judge  judgeFlags
	)
	cmd := &cobra.Command{
		Use:   "check SNAPSHOT",
		Short: "Judge a snapshot file, without AWS",
		Long: `Judge a snapshot that ` + "`scanner collect`" + ` wrote. Nothing is asked of AWS, and "now" is the time of
the snapshot: the same file always gives the same report.`,
		Args: oneArg("a snapshot file, as `scanner collect` writes it"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := judge.validate(); err != nil {
				return err
			}
			cs, err := a.selected(&choose)
			if err != nil {
				return err
			}
			snap, err := inventory.Load(args[0], collectors.Types())
			if err != nil {
				return usage(err)
			}
			return a.judge(snap, cs, &choose, &judge)
		},
	}
	a.addSelectFlags(cmd, &choose, true)
	judge.add(cmd)
	return cmd
}
