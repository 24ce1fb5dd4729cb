package collect

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go/middleware"
	"golang.org/x/time/rate"
)

//go:embed limits.json
var limitsJSON []byte

// A quota is a token bucket as AWS documents it: rate tokens a second, at most burst of them saved up.
type quota struct {
	Rate  float64 `json:"rate"`
	Burst int     `json:"burst"`
}

type limitsFile struct {
	About   string            `json:"about"`
	Sources map[string]string `json:"sources"`
	Default quota             `json:"default"`
	// Local is what an emulator on this machine is asked for at most.
	Local      quota `json:"local"`
	Operations []struct {
		Service   string `json:"service"`
		Operation string `json:"operation"`
		// Bucket names a quota that several operations of the service draw from; empty for one of its own.
		Bucket string `json:"bucket,omitempty"`
		quota
		Source string `json:"source"`
	} `json:"operations"`
}

var quotas = sync.OnceValue(func() limitsFile {
	var f limitsFile
	d := json.NewDecoder(bytes.NewReader(limitsJSON))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		panic(fmt.Sprintf("collect: limits.json: %v", err))
	}
	return f
})

// share is the part of a documented quota that a scan takes: the account's own automation needs the rest.
const share = 0.5

// limits holds one limiter for each quota: that of a service's operation in a region, or of several operations. A
// throttled answer halves its limiter's rate, and every good one brings a twentieth of the full rate back.
type limits struct {
	// local is true for an endpoint on this machine, an emulator: AWS's quotas are not its own.
	local bool
	mu    sync.Mutex
	by    map[limitKey]*limiter
}

// limitKey names a quota; op is an operation, or a bucket and a colon.
type limitKey struct{ service, op, region string }

type limiter struct {
	mu   sync.Mutex
	full rate.Limit
	*rate.Limiter
}

func newLimits(cfg aws.Config) *limits {
	return &limits{local: cfg.BaseEndpoint != nil && loopback(*cfg.BaseEndpoint), by: map[limitKey]*limiter{}}
}

// loopback reports whether a URL is one of this machine.
func loopback(endpoint string) bool {
	u, err := url.Parse(endpoint)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(u.Hostname())
	return err == nil && addr.IsLoopback() || u.Hostname() == "localhost" || strings.HasSuffix(u.Hostname(), ".localhost")
}

func (l *limits) of(k limitKey) *limiter {
	q := quotas().Default
	if l.local {
		q = quotas().Local
	}
	for _, o := range quotas().Operations {
		if o.Service == k.service && o.Operation == k.op && !l.local {
			if q = o.quota; o.Bucket != "" {
				k.op = o.Bucket + ":"
			}
			break
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if x := l.by[k]; x != nil {
		return x
	}
	full := rate.Limit(q.Rate * share)
	x := &limiter{full: full, Limiter: rate.NewLimiter(full, max(1, int(float64(q.Burst)*share)))}
	l.by[k] = x
	return x
}

func (x *limiter) learn(err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	switch {
	case err == nil:
		if x.Limit() < x.full {
			x.SetLimit(min(x.full, x.Limit()+x.full/20))
		}
	case retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err).Bool():
		x.SetLimit(max(x.Limit()/2, x.full/32))
	}
}

// limit makes every attempt of a call, first or repeated, wait for its turn. inflight bounds how many requests are
// under way at once over the whole scan.
func (l *limits) limit(t *tally, inflight chan struct{}) func(*middleware.Stack) error {
	return func(s *middleware.Stack) error {
		return s.Finalize.Insert(middleware.FinalizeMiddlewareFunc("demarc:limit", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			x := l.of(limitKey{awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx), awsmiddleware.GetRegion(ctx)})
			if err := x.Wait(ctx); err != nil {
				return middleware.FinalizeOutput{}, middleware.Metadata{}, err
			}
			select {
			case inflight <- struct{}{}:
			case <-ctx.Done():
				return middleware.FinalizeOutput{}, middleware.Metadata{}, context.Cause(ctx)
			}
			defer func() { <-inflight }()
			t.add(t.attempts, callName(ctx))
			out, md, err := next.HandleFinalize(ctx, in)
			x.learn(err)
			return out, md, err
		}), "Retry", middleware.After)
	}
}
