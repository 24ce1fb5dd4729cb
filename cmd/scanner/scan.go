package main

import (
	"github.com/spf13/cobra"
)

func (a *app) scanCommand() *cobra.Command {
	var (
		choose  selectFlags
		connect connectFlags
		judge   judgeFlags
	)
	cmd := &cobra.Command{
		Use:   "scan",
		Short: "Collect from an account and judge it",
		Long: `Collect from an account what the selected checks read, judge it, and write the report.
Only the calls that the selected checks need are made; ` + "`scanner plan`" + ` lists them.`,
		Example: `  scanner scan --sandbox
  scanner scan --profile audit --region eu-central-1,eu-west-1
  scanner scan --framework cis-7.0.0 --output text --output json=report.json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := judge.validate(); err != nil {
				return err
			}
			cs, err := a.selected(&choose)
			if err != nil {
				return err
			}
			p, err := plan(cs, &choose, &judge)
			if err != nil {
				return err
			}
			snap, err := a.collect(cmd.Context(), p, &choose, &connect)
			if err != nil {
				return err
			}
			return a.judge(snap, cs, &choose, &judge)
		},
	}
	a.addSelectFlags(cmd, &choose, true)
	connect.add(cmd)
	judge.add(cmd)
	return cmd
}
