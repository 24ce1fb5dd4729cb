package collect

import (
	"context"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"

	"demarc/inventory"
)

// A Scan is one run of one collector in one region: where it is, which calls it may make, and where its resources go.
type Scan struct {
	// Account is the 12-digit id of the account, Partition its partition ("aws").
	Account, Partition string
	// Region is where the collector runs: the partition's home region for a global one.
	Region string

	collector *Collector
	wanted    map[*inventory.Call]bool
	config    aws.Config
	regions   []string
	limited   bool
	parallel  int
	shared    *sync.Map // sharedKey -> func() (V, error), for Shared

	mu      sync.Mutex
	out     []inventory.Resource
	partial map[inventory.Kind]*inventory.Gap
}

// Config returns the configuration from which SDK clients are built. It counts calls, keeps to the rate limits and
// refuses what the collector did not declare.
func (s *Scan) Config() aws.Config { return s.config.Copy() }

// ConfigIn is Config for another region, for global services whose resources have regions (S3).
func (s *Scan) ConfigIn(region string) aws.Config {
	c := s.config.Copy()
	c.Region = region
	return c
}

// Scanned reports whether a region is among those that the user asked for. A global service filters with it.
func (s *Scan) Scanned(region string) bool {
	return !s.limited || slices.Contains(s.regions, region)
}

// Regions returns the regions that are scanned, sorted. A plan without a regional collector knows only those that the
// user asked for: then there may be none, which says nothing. The slice is shared: read it, never change it.
func (s *Scan) Regions() []string { return s.regions }

// Wants reports whether a selected check reads what c brings. A collector makes a detail call only then.
func (s *Scan) Wants(c *inventory.Call) bool { return s.wanted[c] }

// Emit hands over a resource. The caller does not touch it afterwards.
func (s *Scan) Emit(r inventory.Resource) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out = append(s.out, r)
}

// Ref returns the identity of a resource in the scan's account and region. resource is the last part of its ARN:
// "instance/i-0abc". For a global service the region is empty.
func (s *Scan) Ref(id, service, resource string) inventory.Ref {
	region := s.Region
	if s.collector.Scope == Global {
		region = ""
	}
	return inventory.Ref{
		ID: id, Account: s.Account, Region: region,
		ARN: "arn:" + s.Partition + ":" + service + ":" + region + ":" + s.Account + ":" + resource,
	}
}

// Gap turns the error of a call into a gap, or nil when the error is a documented way of saying that there is none.
func (s *Scan) Gap(c *inventory.Call, err error) *inventory.Gap {
	return s.GapIn(s.Region, c, err)
}

// GapIn is Gap for a call that went to another region than the scan's.
func (s *Scan) GapIn(region string, c *inventory.Call, err error) *inventory.Gap {
	return Classify(c, region, err)
}

// Incomplete marks the listing of a kind as partial, for a list whose error does not end the collector.
func (s *Scan) Incomplete(k inventory.Kind, g *inventory.Gap) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.partial == nil {
		s.partial = map[inventory.Kind]*inventory.Gap{}
	}
	if s.partial[k] == nil {
		s.partial[k] = g
	}
}

// Answer turns the outcome of a detail call into a fact: the value, the zero value when the error says that there is
// none (Call.Absent), or a gap.
func Answer[V any](s *Scan, c *inventory.Call, v V, err error) inventory.Fact[V] {
	return AnswerIn(s, s.Region, c, v, err)
}

// AnswerIn is Answer for a call that went to another region than the scan's.
func AnswerIn[V any](s *Scan, region string, c *inventory.Call, v V, err error) inventory.Fact[V] {
	if err == nil {
		return inventory.Known(v)
	}
	if g := Classify(c, region, err); g != nil {
		return inventory.Missing[V](g)
	}
	var none V
	return inventory.Known(none)
}

// Shared returns what f brings, and makes f run once for all the collectors of a run that ask for the same call in the
// same region, so that an answer on which several kinds depend costs one call (IAM's credential report). Each of the
// collectors declares the call; the answer is theirs to read, not to change.
func Shared[V any](s *Scan, c *inventory.Call, f func() (V, error)) (V, error) {
	once, _ := s.shared.LoadOrStore(sharedKey{c, s.Region}, sync.OnceValues(f))
	return once.(func() (V, error))()
}

type sharedKey struct {
	call   *inventory.Call
	region string
}

// Each runs f for 0 to n-1, several at a time, and returns when all are done. It is for calls that AWS has no batch
// form of. f checks nothing: a cancelled context fails its calls, which become gaps.
func (s *Scan) Each(ctx context.Context, n int, f func(ctx context.Context, i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, s.parallel) {
		wg.Go(func() {
			for i := range next {
				f(ctx, i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
