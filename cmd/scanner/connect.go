package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/spf13/cobra"

	"demarc/inventory"
	collectors "demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/inventory/sts"
)

// connectFlags say which account is scanned, and as whom.
type connectFlags struct {
	profile, roleARN, externalID string
	sandbox                      bool
}

func (c *connectFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.profile, "profile", "", "`profile` of the AWS configuration")
	f.StringVar(&c.roleARN, "role-arn", "", "assume the role with this `ARN`")
	f.StringVar(&c.externalID, "external-id", "", "external `id` for the role")
	f.BoolVar(&c.sandbox, "sandbox", false, "scan the embedded account: no AWS account, credentials or network needed")
}

// collect connects and carries out a plan.
func (a *app) collect(ctx context.Context, p *collect.Plan, s *selectFlags, c *connectFlags) (*inventory.Snapshot, error) {
	log, progress := a.newLogger()
	cfg, err := a.connect(ctx, s, c)
	if err != nil {
		return nil, err
	}
	begin := time.Now()
	progress.begin(begin)
	o := collect.Options{Regions: s.regions, Tool: version, Progress: progress.event}
	if c.sandbox {
		o.Now = sandboxTime()
	}
	snap, err := collect.Run(ctx, cfg, collectors.Source(), p, o)
	progress.end()
	switch {
	case errors.Is(err, collect.ErrRegion):
		return nil, usage(err)
	case ctx.Err() != nil && err != nil:
		return nil, &exitError{exitCannotRun, errors.New("interrupted before anything was read")}
	case err != nil:
		return nil, &exitError{exitCannotRun, fmt.Errorf("%w; check the credentials, the clock and AWS_ENDPOINT_URL", err)}
	}
	calls := 0
	for _, n := range snap.Calls {
		calls += n
	}
	log.Info().Str("account", snap.Account).Int("resources", len(snap.Resources)).Int("calls", calls).Dur("took_ms", time.Since(begin)).Msg("collected")
	if snap.Interrupted != "" {
		log.Warn().Msg(snap.Interrupted)
	}
	return snap, nil
}

// connect returns the configuration of the account to scan.
func (a *app) connect(ctx context.Context, s *selectFlags, c *connectFlags) (aws.Config, error) {
	if c.sandbox {
		if c.profile != "" || c.roleARN != "" {
			return aws.Config{}, usagef("--sandbox scans the embedded account: leave out --profile and --role-arn")
		}
		return sandboxConfig()
	}
	if c.externalID != "" && c.roleARN == "" {
		return aws.Config{}, usagef("--external-id belongs to --role-arn, which is missing")
	}
	o := sts.Options{Profile: c.profile, RoleARN: c.roleARN, ExternalID: c.externalID}
	if len(s.regions) > 0 {
		o.Region = s.regions[0]
	}
	cfg, err := sts.Connect(ctx, o)
	switch {
	case errors.Is(err, sts.ErrRoleARN), errors.Is(err, sts.ErrProfile), errors.Is(err, sts.ErrConfig), errors.Is(err, sts.ErrNoRegion):
		return cfg, usage(err)
	case err != nil:
		return cfg, &exitError{exitCannotRun, err}
	}
	return cfg, nil
}
