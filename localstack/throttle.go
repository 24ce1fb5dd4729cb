package localstack

import (
	"time"

	"demarc/localstack/wire"
)

// Rate is a token bucket: Size tokens at most, Refill new ones a second.
type Rate struct {
	Size, Refill float64
}

// bucket is the state of one token bucket.
type bucket struct {
	tokens float64
	at     time.Time
}

// documentedRate is the bucket that AWS documents for an operation; ok is false where there is none.
// EC2: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html, 100 tokens and 20 a second for
// non-mutating actions, 50 and 10 for some when they are neither filtered nor paged. ECS: 50 and 20 for cluster
// reads. KMS: 2,000 a second for DescribeKey, 500 for lists, 1,000 for policies. Lambda: 100 a second for lists.
func (c *call) documentedRate() (Rate, bool) {
	switch c.Service.ID {
	case "EC2":
		if c.unfiltered() {
			return Rate{50, 10}, true
		}
		return Rate{100, 20}, true
	case "ECS":
		return Rate{50, 20}, true
	case "KMS":
		switch c.Operation.Name {
		case "DescribeKey":
			return Rate{2000, 2000}, true
		case "GetKeyPolicy", "GetKeyRotationStatus":
			return Rate{1000, 1000}, true
		case "ListGrants":
			return Rate{100, 100}, true
		}
		return Rate{500, 500}, true
	case "Lambda":
		return Rate{100, 100}, true
	}
	return Rate{}, false
}

// unfiltered names the calls that EC2 counts against the smaller bucket.
func (c *call) unfiltered() bool {
	switch c.Operation.Name {
	case "DescribeInstances", "DescribeInstanceStatus", "DescribeNetworkInterfaces", "DescribeSecurityGroups",
		"DescribeSnapshots", "DescribeSpotInstanceRequests", "DescribeVolumes":
	default:
		return false
	}
	for n, m := range c.Operation.Input.Members {
		if c.Input[n] != nil && (m.Shape.Kind == wire.List || n == "MaxResults" || n == "NextToken") {
			return false
		}
	}
	return true
}

// throttled takes a token and reports whether there was none. The caller holds the lock.
func (s *faultState) throttled(c *call, f Faults, _ int) bool {
	rate, ok := pick(c, f.Rates)
	if !ok && f.Buckets {
		rate, ok = c.documentedRate()
	}
	if !ok {
		return false
	}
	key := c.name() + "@" + c.region + "/" + c.account.ID
	if c.Service.ID == "EC2" && c.unfiltered() {
		key += "/unfiltered"
	}
	now := c.endpoint.options.Now()
	b := s.buckets[key]
	if b == nil {
		b = &bucket{tokens: rate.Size, at: now}
		s.buckets[key] = b
	}
	if passed := now.Sub(b.at).Seconds(); passed > 0 {
		b.tokens = min(rate.Size, b.tokens+passed*rate.Refill)
	}
	b.at = now
	if b.tokens < 1 {
		return true
	}
	b.tokens--
	return false
}
