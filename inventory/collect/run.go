package collect

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"demarc/inventory"
)

// An Identity is the account and the principal that a scan runs as.
type Identity struct {
	Account   string // 12 digits
	Partition string // aws, aws-cn, aws-us-gov: from the caller's ARN
	ARN       string
}

// A RegionState is a region of the account and whether it can be scanned.
type RegionState struct {
	Name    string
	Enabled bool
	Status  string // AWS's word: "opt-in-not-required", "opted-in", "not-opted-in"
}

// A Source gives the two answers that a scan needs before its collectors run. The packages of the services that
// answer them (sts, ec2) provide the functions, so that SDK clients live there alone.
type Source struct {
	IdentityCall *inventory.Call
	Identity     func(context.Context, aws.Config) (Identity, error)
	RegionsCall  *inventory.Call
	Regions      func(context.Context, aws.Config) ([]RegionState, error)
}

// Options are a scan's settings. The zero value scans every enabled region.
type Options struct {
	// Regions limits the scan to these; empty means all that are enabled.
	Regions []string
	// Now is the time of the scan; zero means the present.
	Now time.Time
	// Tool is the scanner's version, kept in the snapshot.
	Tool string
	// Concurrency is how many collectors run at once; 0 means 16.
	Concurrency int
	// Progress, when set, is told of each finished collector run. It is called from several goroutines.
	Progress func(Event)
}

// An Event is one finished run of a collector.
type Event struct {
	Collector   string
	Region      string
	Resources   int
	Gap         *inventory.Gap // nil when the listing was complete
	Done, Total int
}

// ErrIdentity wraps the failure of the first call: without the account's identity there is nothing to scan.
var ErrIdentity = errors.New("cannot tell which account this is")

// ErrRegion means that a region was asked for that the account does not have or has not enabled.
var ErrRegion = errors.New("region cannot be scanned")

// Run carries out a plan and returns a sealed snapshot. It fails only when it cannot begin (ErrIdentity, ErrRegion);
// from then on every failure, an interruption among them, is in the snapshot.
func Run(ctx context.Context, cfg aws.Config, src Source, plan *Plan, o Options) (*inventory.Snapshot, error) {
	t, l := newTally(), newLimits(cfg)
	cfg = instrument(cfg, t, l)
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	if o.Concurrency <= 0 {
		o.Concurrency = 16
	}
	before := allow(ctx, map[string]bool{src.IdentityCall.String(): true, src.RegionsCall.String(): true})
	first := cfg.Copy()
	first.Retryer = func() aws.Retryer { return impatient{cfg.Retryer()} }
	id, err := src.Identity(before, first)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrIdentity, err)
	}
	snap := &inventory.Snapshot{Header: inventory.Header{
		Account: id.Account, Partition: id.Partition, Caller: id.ARN, Time: o.Now.UTC().Truncate(time.Second), Tool: o.Tool,
	}}
	home := HomeRegion(id.Partition)
	var lost *inventory.Gap
	if plan.Regional() {
		if snap.Regions, snap.SkippedRegions, lost, err = regions(before, cfg, src, home, o.Regions); err != nil {
			return nil, err
		}
	} else if len(o.Regions) > 0 {
		snap.Regions = slices.Sorted(slices.Values(o.Regions))
	}
	r := &runner{ctx: ctx, cfg: cfg, snap: snap, options: o, home: home}
	r.schedule(plan, lost)
	r.run()
	snap.Calls, snap.Attempts = t.copies()
	if cause := context.Cause(ctx); cause != nil {
		snap.Interrupted = "the scan was interrupted before it was complete"
	} else if r.expired {
		snap.Interrupted = "the credentials expired before the scan was complete"
	}
	snap.Seal()
	return snap, nil
}

// HomeRegion returns the region in which a partition's global services answer.
func HomeRegion(partition string) string {
	switch partition {
	case "aws-cn":
		return "cn-north-1"
	case "aws-us-gov":
		return "us-gov-west-1"
	}
	return "us-east-1"
}

// regions finds out which regions to scan. When AWS does not say, and the user named some, those are scanned; when
// the user named none, the gap is returned and only the home region is scanned.
func regions(ctx context.Context, cfg aws.Config, src Source, home string, asked []string) ([]string, map[string]string, *inventory.Gap, error) {
	if cfg.Region == "" {
		cfg = cfg.Copy()
		cfg.Region = home
	}
	states, err := src.Regions(ctx, cfg)
	if err != nil {
		gap := Classify(src.RegionsCall, cfg.Region, err)
		if len(asked) > 0 {
			return slices.Sorted(slices.Values(asked)), nil, nil, nil
		}
		return []string{home}, nil, gap, nil
	}
	skipped := map[string]string{}
	var enabled, names []string
	for _, s := range states {
		names = append(names, s.Name)
		switch {
		case !s.Enabled:
			skipped[s.Name] = "not enabled in the account (" + s.Status + ")"
		case len(asked) > 0 && !slices.Contains(asked, s.Name):
		default:
			enabled = append(enabled, s.Name)
		}
	}
	slices.Sort(names)
	for _, a := range asked {
		if !slices.Contains(names, a) {
			return nil, nil, nil, fmt.Errorf("%w: %q is not a region of this account; it has %v", ErrRegion, a, names)
		}
		if why, ok := skipped[a]; ok {
			return nil, nil, nil, fmt.Errorf("%w: %s is %s", ErrRegion, a, why)
		}
	}
	if len(asked) > 0 {
		skipped = nil
	}
	slices.Sort(enabled)
	return enabled, skipped, nil, nil
}

// runner runs the jobs of one scan.
type runner struct {
	ctx     context.Context
	cfg     aws.Config
	snap    *inventory.Snapshot
	options Options
	home    string
	jobs    []job
	shared  sync.Map

	mu      sync.Mutex
	done    int
	expired bool
}

type job struct {
	step   Step
	region string
}

func (r *runner) schedule(p *Plan, lost *inventory.Gap) {
	for _, s := range p.Steps {
		if s.Collector.Scope == Global {
			r.jobs = append(r.jobs, job{s, r.home})
			continue
		}
		for _, region := range r.snap.Regions {
			r.jobs = append(r.jobs, job{s, region})
		}
		for _, t := range s.Collector.Types {
			for region, why := range r.snap.SkippedRegions {
				r.snap.Coverage = append(r.snap.Coverage, inventory.Coverage{Kind: t.Kind, Region: region, Status: inventory.Skipped, Reason: why})
			}
			if lost != nil {
				r.snap.Coverage = append(r.snap.Coverage, inventory.Coverage{Kind: t.Kind, Region: "(other regions)", Status: inventory.Unread, Gap: lost})
			}
		}
	}
}

func (r *runner) run() {
	var wg sync.WaitGroup
	slots := make(chan struct{}, r.options.Concurrency)
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	for _, j := range r.jobs {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			err := r.collect(ctx, j)
			if err != nil && expired(err) {
				r.mu.Lock()
				r.expired = true
				r.mu.Unlock()
				cancel()
			}
		})
	}
	wg.Wait()
}

func (r *runner) collect(ctx context.Context, j job) (err error) {
	allowed := make(map[string]bool, len(j.step.Calls))
	wanted := make(map[*inventory.Call]bool, len(j.step.Calls))
	for _, c := range j.step.Calls {
		allowed[c.String()], wanted[c] = true, true
	}
	cfg := r.cfg.Copy()
	cfg.Region = j.region
	s := &Scan{
		Account: r.snap.Account, Partition: r.snap.Partition, Region: j.region,
		collector: j.step.Collector, wanted: wanted, config: cfg, regions: r.snap.Regions, limited: len(r.options.Regions) > 0, parallel: 16,
		shared: &r.shared,
	}
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("collector %s panicked: %v", j.step.Collector.Name(), x)
		}
		r.finish(j, s, err)
	}()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return j.step.Collector.Collect(allow(ctx, allowed), s)
}

// finish files what a collector brought, and the coverage that results.
func (r *runner) finish(j job, s *Scan, err error) {
	gap := r.listGap(j, err)
	region := j.region
	if j.step.Collector.Scope == Global {
		region = ""
	}
	count := map[inventory.Kind]int{}
	for _, x := range s.out {
		count[x.Type().Kind]++
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range j.step.Collector.Types {
		c := inventory.Coverage{Kind: t.Kind, Region: region, Status: inventory.Complete, Count: count[t.Kind], Gap: gap}
		if gap == nil {
			c.Gap = s.partial[t.Kind]
		}
		switch {
		case c.Gap == nil:
		case c.Count > 0:
			c.Status = inventory.Partial
		default:
			c.Status = inventory.Unread
		}
		r.snap.Coverage = append(r.snap.Coverage, c)
	}
	r.snap.Resources = append(r.snap.Resources, s.out...)
	r.done++
	if r.options.Progress != nil {
		r.options.Progress(Event{j.step.Collector.Name(), region, len(s.out), gap, r.done, len(r.jobs)})
	}
}

// listGap returns the gap that the error of a collector leaves. The error names no call, so the gap names the first
// list; where a collector has several, it returns a CallError.
func (r *runner) listGap(j job, err error) *inventory.Gap {
	if err == nil {
		return nil
	}
	call := j.step.Collector.Types[0].List // of a collector that makes no list of its own
	if len(j.step.Collector.Lists) > 0 {
		call = j.step.Collector.Lists[0]
	}
	var failed *CallError
	if errors.As(err, &failed) {
		call = failed.Call
	}
	return Classify(call, j.region, err)
}

// A CallError says which of a collector's lists failed.
type CallError struct {
	Call *inventory.Call
	Err  error
}

func (e *CallError) Error() string { return e.Call.String() + ": " + e.Err.Error() }

// Unwrap returns the SDK's error.
func (e *CallError) Unwrap() error { return e.Err }
