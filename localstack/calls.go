package localstack

import (
	"cmp"
	"slices"
	"sync"

	"demarc/localstack/wire"
)

// CallCount counts equal calls.
type CallCount struct {
	// Operation is the service id without blanks and the operation: "EC2.DescribeInstances", "S3Control.ListAccessPoints".
	Operation string
	Account   string
	Region    string
	// Status is the HTTP status and Code the error code; Code is empty for success.
	Status int
	Code   string
	Count  int
}

// callLog counts calls. Its size grows with the kinds of calls, not with their number.
type callLog struct {
	mu     sync.Mutex
	counts map[CallCount]int
}

func (l *callLog) add(c *call, status int, failure *wire.Error) {
	k := CallCount{Operation: c.name(), Account: c.account.ID, Region: c.region, Status: status}
	if failure != nil {
		k.Code = failure.Code
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.counts == nil {
		l.counts = map[CallCount]int{}
	}
	l.counts[k]++
}

// Calls returns what was called so far, sorted.
func (e *Endpoint) Calls() []CallCount {
	e.calls.mu.Lock()
	defer e.calls.mu.Unlock()
	out := make([]CallCount, 0, len(e.calls.counts))
	for k, n := range e.calls.counts {
		k.Count = n
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b CallCount) int {
		return cmp.Or(cmp.Compare(a.Operation, b.Operation), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region),
			cmp.Compare(a.Status, b.Status), cmp.Compare(a.Code, b.Code))
	})
	return out
}

// Counts returns the number of calls by operation, as in "EC2.DescribeInstances".
func (e *Endpoint) Counts() map[string]int {
	out := map[string]int{}
	for _, c := range e.Calls() {
		out[c.Operation] += c.Count
	}
	return out
}

// ResetCalls forgets the calls so far.
func (e *Endpoint) ResetCalls() {
	e.calls.mu.Lock()
	defer e.calls.mu.Unlock()
	e.calls.counts = nil
}
