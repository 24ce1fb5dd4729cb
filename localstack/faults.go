package localstack

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"net/http"
	"sync"
	"time"

	"demarc/localstack/wire"
)

// Faults are what goes wrong, on purpose. The zero value is a healthy AWS. Operations are named as in
// "EC2.DescribeInstances" or "S3Control.ListAccessPoints", with * and ? as wildcards and an optional @REGION.
type Faults struct {
	// Latency delays every answer; Jitter adds up to that much, the same for the same call in every run.
	Latency, Jitter time.Duration
	// ThrottlePercent of all calls (0 to 100) are throttled, the same ones in every run with the same Seed: it
	// depends on the operation, the region and how often they were called, not on the order between them.
	ThrottlePercent float64
	Seed            uint64
	// Buckets throttles with AWS's documented token buckets; Rates adds to or overrides them.
	Buckets bool
	Rates   map[string]Rate
	// Denied lists IAM actions or operations that the caller may not use, beside the account's own list.
	Denied []string
	// Fail lists operations that fail; the first pattern in sorted order that matches counts.
	Fail map[string]Failure
	// Damage lists operations whose good answers are broken on the way.
	Damage map[string]Damage
	// ExpireAfter is the number of calls after which the credentials have expired; 0 is never.
	ExpireAfter int
}

// Failure is a 5xx, or any other error, in place of an answer.
type Failure struct {
	// Status is 500 if it is 0.
	Status int
	// Code and Message default to the service's internal error.
	Code, Message string
	// First limits the failure to the first calls of the operation in a region; 0 fails all.
	First int
}

// faultState is the faults in force and what they counted.
type faultState struct {
	mu      sync.Mutex
	faults  Faults
	total   int
	counts  map[string]int
	buckets map[string]*bucket
}

// SetFaults replaces the faults and starts their counters anew. It may be called while requests are served.
func (e *Endpoint) SetFaults(f Faults) {
	e.state.mu.Lock()
	defer e.state.mu.Unlock()
	e.state.faults, e.state.total = f, 0
	e.state.counts, e.state.buckets = map[string]int{}, map[string]*bucket{}
}

// before decides the fate of a call: an error, or damage to its answer, or neither.
func (s *faultState) before(c *call) (Damage, *wire.Error) {
	s.mu.Lock()
	f := s.faults
	s.total++
	count := c.name() + "@" + c.region + "/" + c.account.ID
	s.counts[count]++
	nth := s.counts[count]
	expired := f.ExpireAfter > 0 && s.total > f.ExpireAfter
	throttled := s.throttled(c, f, nth)
	s.mu.Unlock()

	chance := fraction(f.Seed, count, nth)
	if wait := f.Latency + time.Duration(chance*float64(f.Jitter)); wait > 0 {
		select {
		case <-time.After(wait):
		case <-c.http.Context().Done():
		}
	}
	switch {
	case expired:
		return "", c.expired()
	case throttled || chance*100 < f.ThrottlePercent:
		return "", c.throttling()
	}
	if failure, ok := pick(c, f.Fail); ok && (failure.First == 0 || nth <= failure.First) {
		return "", c.failing(failure)
	}
	if c.isDenied(f.Denied) || c.isDenied(c.account.denied) {
		return "", c.accessDenied(c.action(), c.resource())
	}
	damage, _ := pick(c, f.Damage)
	return damage, nil
}

// pick returns the entry whose pattern names the call, the smallest pattern first.
func pick[T any](c *call, entries map[string]T) (T, bool) {
	for _, p := range sortedKeys(entries) {
		if c.matches(p, c.name()) {
			return entries[p], true
		}
	}
	var none T
	return none, false
}

// fraction is a number in [0, 1) that depends on its arguments alone.
func fraction(seed uint64, name string, n int) float64 {
	h := fnv.New64a()
	var number [16]byte
	binary.LittleEndian.PutUint64(number[:8], seed)
	binary.LittleEndian.PutUint64(number[8:], uint64(n))
	_, _ = h.Write(number[:])    // a hash does not fail
	_, _ = h.Write([]byte(name)) // nor here
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd // the finaliser of MurmurHash3: FNV alone mixes its last bytes badly
	x ^= x >> 33
	return float64(x>>11) / math.Exp2(53)
}

func (c *call) throttling() *wire.Error {
	switch {
	case c.Protocol == wire.EC2:
		return &wire.Error{Code: "RequestLimitExceeded", Message: "Request limit exceeded.", Status: http.StatusServiceUnavailable}
	case c.Service.ID == "S3", c.Service.ID == "S3 Control":
		return &wire.Error{Code: "SlowDown", Message: "Please reduce your request rate.", Status: http.StatusServiceUnavailable}
	case c.Protocol == wire.Query:
		return &wire.Error{Code: "Throttling", Message: "Rate exceeded", Status: http.StatusBadRequest}
	case c.Protocol == wire.RESTJSON:
		return &wire.Error{Code: "TooManyRequestsException", Message: "Rate exceeded", Status: http.StatusTooManyRequests}
	}
	return &wire.Error{Code: "ThrottlingException", Message: "Rate exceeded", Status: http.StatusBadRequest}
}

func (c *call) expired() *wire.Error {
	switch {
	case c.Protocol == wire.EC2:
		return &wire.Error{Code: "RequestExpired", Message: "Request has expired.", Status: http.StatusBadRequest}
	case c.Service.ID == "S3", c.Service.ID == "S3 Control":
		return &wire.Error{Code: "ExpiredToken", Message: "The provided token has expired.", Status: http.StatusBadRequest}
	case c.Protocol == wire.Query:
		return &wire.Error{Code: "ExpiredToken", Message: "The security token included in the request is expired", Status: http.StatusForbidden}
	}
	return &wire.Error{Code: "ExpiredTokenException", Message: "The security token included in the request is expired", Status: http.StatusBadRequest}
}

func (c *call) failing(f Failure) *wire.Error {
	e := &wire.Error{Code: f.Code, Message: f.Message, Status: f.Status}
	if e.Status == 0 {
		e.Status = http.StatusInternalServerError
	}
	if e.Code == "" {
		switch {
		case c.Protocol == wire.EC2 || c.Protocol == wire.RESTXML:
			e.Code = "InternalError"
		case c.Protocol == wire.Query:
			e.Code = "ServiceFailure"
		default:
			e.Code = "InternalFailure"
		}
	}
	if e.Message == "" {
		e.Message = "An internal error has occurred"
	}
	return e
}
