// Package seed builds accounts on an AWS endpoint of this machine (LocalStack, moto_server, MiniStack) by real SDK
// calls, so that the scanner can be tried and measured against software that somebody else wrote.
//
// It is the one place of the project that makes write calls. Everything that scans is read-only by construction, and
// nothing that scans imports this package; its SDK clients live here for that reason. In exchange it refuses every
// endpoint that is not on the loopback interface: before the first call, on the addresses that each service's
// endpoint resolves to, and again on every connection that is opened.
//
// What it builds has no secrets but the generated ones of an emulator, and names that begin with "demarc-".
package seed

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"golang.org/x/sync/errgroup"
)

// Seed builds a plan in the account that cfg's credentials belong to. The account should be empty: what is there
// already is counted towards the plan's numbers of volumes and security groups, and names that are taken are left as
// they are, but nothing is removed or put right.
//
// It fails before the first call with ErrNotLoopback when any service's endpoint is not on this machine. Operations
// that the endpoint does not have are told to plan.Lacks and skipped; every other failure ends the work, and what was
// built by then stays.
func Seed(ctx context.Context, cfg aws.Config, plan Plan) error {
	if err := plan.validate(); err != nil {
		return err
	}
	if err := checkEndpoints(ctx, cfg, plan.Regions); err != nil {
		return err
	}
	b := newBuilder(cfg, plan)
	id, err := b.sts.GetCallerIdentity(ctx, nil)
	if err != nil {
		return fmt.Errorf("seed: cannot tell which account this is: %w", err)
	}
	b.account = aws.ToString(id.Account)

	// Roles and keys first: instance profiles and encrypted buckets refer to them.
	for _, stage := range [][]func(context.Context) error{
		{b.identities, b.keys},
		{b.regional, b.buckets, b.showMessaging, b.showData},
	} {
		group, ctx := errgroup.WithContext(ctx)
		for _, step := range stage {
			group.Go(func() error { return step(ctx) })
		}
		if err := group.Wait(); err != nil {
			return fmt.Errorf("seed %s: %w", plan.Name, err)
		}
	}
	return nil
}

// builder is one run of Seed.
type builder struct {
	plan    Plan
	account string
	slots   chan struct{} // bounds the calls under way
	keyIDs  []string      // of the first region, in order; set by keys
	home    aws.Config    // of the first region

	sts     *sts.Client
	iam     *iam.Client
	kms     *kms.Client
	s3      *s3.Client
	control *s3control.Client
	ec2     map[string]*ec2.Client // by region
}

func newBuilder(cfg aws.Config, plan Plan) *builder {
	cfg = confine(cfg)
	home := cfg.Copy()
	home.Region = plan.Regions[0]
	b := &builder{
		plan:    plan,
		home:    home,
		slots:   make(chan struct{}, maxInflight),
		sts:     sts.NewFromConfig(home),
		iam:     iam.NewFromConfig(home),
		kms:     kms.NewFromConfig(home),
		s3:      s3.NewFromConfig(home, pathStyle),
		control: s3control.NewFromConfig(home),
		ec2:     map[string]*ec2.Client{},
	}
	for _, region := range plan.Regions {
		regional := cfg.Copy()
		regional.Region = region
		b.ec2[region] = ec2.NewFromConfig(regional)
	}
	return b
}

// pathStyle keeps the bucket's name out of the host name, which an endpoint on loopback may not resolve.
func pathStyle(o *s3.Options) { o.UsePathStyle = true }

// maxInflight bounds the calls under way: emulators serve a few at a time.
const maxInflight = 8

// each runs f for 0 to n-1, several at a time, and returns the first error. f may not call each itself.
func (b *builder) each(ctx context.Context, n int, f func(ctx context.Context, i int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(maxInflight)
	for i := range n {
		group.Go(func() error {
			select {
			case b.slots <- struct{}{}:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			defer func() { <-b.slots }()
			return f(ctx, i)
		})
	}
	return group.Wait()
}

// regional builds what belongs to a region, one region after the other, so that identifiers come in a stable order.
func (b *builder) regional(ctx context.Context) error {
	for i, region := range b.plan.Regions {
		r := &regionBuilder{builder: b, client: b.ec2[region], region: region, share: b.plan.share(i), first: i == 0}
		if err := r.build(ctx); err != nil {
			return fmt.Errorf("region %s: %w", region, err)
		}
	}
	return nil
}

// name names the i-th thing of a sort: "demarc-user-007".
func name(sort string, i int) string { return fmt.Sprintf("demarc-%s-%03d", sort, i) }
