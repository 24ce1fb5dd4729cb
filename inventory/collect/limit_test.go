package collect

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"
)

// TestQuotas holds which operations draw from one quota, and that the scan takes half of it.
func TestQuotas(t *testing.T) {
	l := newLimits(aws.Config{})
	of := func(service, op, region string) *limiter { return l.of(limitKey{service, op, region}) }
	urls := of("Lambda", "ListFunctionUrlConfigs", "a")
	for name, tt := range map[string]struct {
		other  *limiter
		shares bool
		want   rate.Limit
	}{
		"same_bucket":       {of("Lambda", "GetRuntimeManagementConfig", "a"), true, 7.5},
		"other_region":      {of("Lambda", "ListFunctionUrlConfigs", "b"), false, 7.5},
		"own_quota":         {of("Lambda", "GetPolicy", "a"), false, 7.5},
		"without_a_number":  {of("EKS", "ListClusters", "a"), false, 10},
		"documented_number": {of("Kinesis", "ListStreams", "a"), false, 2.5},
	} {
		t.Run(name, func(t *testing.T) {
			if tt.shares != (tt.other == urls) || tt.other.Limit() != tt.want {
				t.Errorf("shares the quota: %v, limit %v; want %v, %v", tt.other == urls, tt.other.Limit(), tt.shares, tt.want)
			}
		})
	}
	// Of 20 calls of two operations in one second, the bucket lets through what it holds for both.
	now, passed := time.Now(), 0
	for range 10 {
		for _, op := range []string{"ListFunctionUrlConfigs", "ListLayers"} {
			if of("Lambda", op, "c").AllowN(now, 1) {
				passed++
			}
		}
	}
	if passed != 7 {
		t.Errorf("%d calls passed at once, want 7", passed)
	}
}

// TestLoopback holds which endpoints are emulators, to which AWS's quotas do not apply.
func TestLoopback(t *testing.T) {
	want := map[string]bool{
		"http://localhost:4566": true, "http://127.0.0.1:5000": true, "http://[::1]:5000": true, "http://111122223333.localhost": true,
		"https://ec2.eu-central-1.amazonaws.com": false, "http://10.0.0.1:4566": false, "https://localhost.example.com": false, "::": false,
	}
	got := map[string]bool{}
	for endpoint := range want {
		got[endpoint] = loopback(endpoint)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if l := newLimits(aws.Config{BaseEndpoint: aws.String("http://localhost:4566")}); l.of(limitKey{"Lambda", "GetPolicy", "a"}).Limit() != 1000 {
		t.Errorf("an emulator is asked %v times a second", l.of(limitKey{"Lambda", "GetPolicy", "a"}).Limit())
	}
}
