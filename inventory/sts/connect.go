package sts

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	smithy "github.com/aws/smithy-go"

	"demarc/inventory/collect"
)

// What can be wrong before the first call. The errors that Connect returns wrap one of these and say what to do.
var (
	ErrProfile     = errors.New("no such profile")
	ErrConfig      = errors.New("the AWS configuration cannot be read")
	ErrNoRegion    = errors.New("no AWS region is set")
	ErrCredentials = errors.New("no usable AWS credentials")
	ErrAssumeRole  = errors.New("the role cannot be assumed")
	ErrRoleARN     = errors.New("not the ARN of a role")
)

// DefaultSessionName is how an assumed role's session shows in CloudTrail.
const DefaultSessionName = "demarc"

// Options say where the credentials come from. The zero value follows the SDK's conventions alone: environment,
// shared configuration, SSO, web identity, container and instance roles, AWS_ENDPOINT_URL and its kin.
type Options struct {
	// Profile is a profile of the shared configuration; empty means AWS_PROFILE, or the default one.
	Profile string
	// Region is where the first call goes; empty means AWS_REGION or the profile's region.
	Region string
	// RoleARN is a role to assume with the credentials that were found; empty means none.
	RoleARN string
	// ExternalID is sent when RoleARN is assumed.
	ExternalID string
	// SessionName names the session of RoleARN; empty means DefaultSessionName.
	SessionName string
	// SessionDuration is how long the session of RoleARN lasts before it is renewed; 0 means AWS's default of an hour.
	SessionDuration time.Duration
	// Token, when set, asks the user for a code of a profile's mfa_serial.
	Token func() (string, error)
	// NoRegionNeeded keeps Connect from failing when there is no region.
	NoRegionNeeded bool
}

// Connect loads the SDK's configuration and fetches credentials once, so that what is missing is said now and in
// plain words. Errors wrap one of the package's Err values, or ctx's.
func Connect(ctx context.Context, o Options) (aws.Config, error) {
	if o.RoleARN != "" {
		if p := strings.SplitN(o.RoleARN, ":", 6); len(p) != 6 || p[0] != "arn" || p[2] != "iam" || !strings.HasPrefix(p[5], "role/") {
			return aws.Config{}, fmt.Errorf("%q is %w: write it as arn:aws:iam::111122223333:role/name", o.RoleARN, ErrRoleARN)
		}
	}
	cfg, err := config.LoadDefaultConfig(ctx, load(o)...)
	if err != nil {
		return aws.Config{}, explainLoad(err)
	}
	if cfg.Region == "" && !o.NoRegionNeeded {
		return aws.Config{}, fmt.Errorf("%w: pass --region, set AWS_REGION, or add `region = ...` to the profile", ErrNoRegion)
	}
	if err := fetch(ctx, cfg.Credentials); err != nil {
		return aws.Config{}, explainCredentials(o, err)
	}
	if o.RoleARN == "" {
		return cfg, nil
	}
	cfg.Credentials = assume(cfg.Copy(), o)
	if err := fetch(ctx, cfg.Credentials); err != nil {
		return aws.Config{}, explainRole(o, err)
	}
	return cfg, nil
}

func load(o Options) []func(*config.LoadOptions) error {
	opts := []func(*config.LoadOptions) error{
		config.WithHTTPClient(collect.NewHTTPClient()),
		config.WithAppID("demarc"),
	}
	if o.Profile != "" {
		opts = append(opts, config.WithSharedConfigProfile(o.Profile))
	}
	if o.Region != "" {
		opts = append(opts, config.WithRegion(o.Region))
	}
	if o.Token != nil {
		opts = append(opts, config.WithAssumeRoleCredentialOptions(func(a *stscreds.AssumeRoleOptions) { a.TokenProvider = o.Token }))
	}
	return opts
}

// assume returns the credentials of a role. Its client is built from the plain configuration: it works under no
// collector, so the guard of a scan has nothing to say on it, and it must stay usable while the scan runs.
func assume(cfg aws.Config, o Options) aws.CredentialsProvider {
	return aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), o.RoleARN, func(a *stscreds.AssumeRoleOptions) {
		a.RoleSessionName = o.SessionName
		if a.RoleSessionName == "" {
			a.RoleSessionName = DefaultSessionName
		}
		if o.ExternalID != "" {
			a.ExternalID = aws.String(o.ExternalID)
		}
		if o.SessionDuration > 0 {
			a.Duration = o.SessionDuration
		}
	}), func(c *aws.CredentialsCacheOptions) { c.ExpiryWindow = time.Minute })
}

func fetch(ctx context.Context, p aws.CredentialsProvider) error {
	if p == nil {
		return errors.New("none were found")
	}
	_, err := p.Retrieve(ctx)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

func explainLoad(err error) error {
	var profile config.SharedConfigProfileNotExistError
	switch {
	case errors.As(err, &profile):
		return fmt.Errorf("%w: %q is neither in ~/.aws/config nor in ~/.aws/credentials; `aws configure list-profiles` names those that are", ErrProfile, profile.Profile)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return fmt.Errorf("%w: %w", ErrConfig, err)
}

func explainCredentials(o Options, err error) error {
	var token *ssocreds.InvalidTokenError
	login := "aws sso login"
	if o.Profile != "" {
		login += " --profile " + o.Profile
	}
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &token):
		return fmt.Errorf("%w: the SSO session has ended: run `%s`", ErrCredentials, login)
	case strings.Contains(err.Error(), "SSO"):
		return fmt.Errorf("%w: %w: run `%s`", ErrCredentials, err, login)
	}
	return fmt.Errorf("%w: pass --profile, set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `%s`: %w", ErrCredentials, login, err)
}

func explainRole(o Options, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var api smithy.APIError
	if errors.As(err, &api) && api.ErrorCode() == "AccessDenied" {
		return fmt.Errorf("%w: %s: its trust policy must let your principal in (and name the external id, if you pass one), and you need sts:AssumeRole on it: %w", ErrAssumeRole, o.RoleARN, err)
	}
	return fmt.Errorf("%w: %s: %w", ErrAssumeRole, o.RoleARN, err)
}
