package collect

import (
	"errors"
	"io"
	"net/http"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go/middleware"
)

// Bounds of one scan.
const (
	maxInflight = 64               // requests under way at once
	maxAttempts = 8                // tries of one call, when the configuration does not say
	maxBackoff  = 20 * time.Second // longest wait between two tries
	callTimeout = 60 * time.Second // for one try
)

// NewRetryer returns the SDK's standard retryer without its retry quota. The quota is one bucket for all calls of a
// client, which a scan with many calls in flight empties at the first throttling, losing answers (aws-sdk-go-v2 issue
// 3413); the adaptive mode never refills it (issue 3550). The rate is kept by our own limiter instead.
func NewRetryer(attempts int) aws.Retryer {
	if attempts <= 0 {
		attempts = maxAttempts
	}
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts, o.MaxBackoff, o.RateLimiter = attempts, maxBackoff, ratelimit.None
		o.Retryables = append([]retry.IsErrorRetryable{retry.IsErrorRetryableFunc(func(err error) aws.Ternary {
			var page *PageError
			var answer *AnswerError
			switch {
			case errors.As(err, &page):
				return aws.FalseTernary
			case errors.As(err, &answer):
				return aws.TrueTernary
			}
			return aws.UnknownTernary
		})}, o.Retryables...)
	})
}

// impatient is a retryer for the first call: where nobody listens, the endpoint is wrong, and trying for a minute
// before saying so helps nobody. Later in a scan a refused connection may well be a passing one.
type impatient struct{ aws.Retryer }

// IsErrorRetryable implements aws.Retryer.
func (r impatient) IsErrorRetryable(err error) bool {
	return !errors.Is(err, syscall.ECONNREFUSED) && r.Retryer.IsErrorRetryable(err)
}

// NewHTTPClient returns a client whose idle pool fits a scan: nearly all endpoints speak HTTP/1.1, and the SDK's
// default keeps only ten connections to a host.
func NewHTTPClient() *awshttp.BuildableClient {
	return awshttp.NewBuildableClient().WithTimeout(callTimeout).WithTransportOptions(func(t *http.Transport) {
		t.MaxIdleConns, t.MaxIdleConnsPerHost = 1024, maxInflight
	})
}

// instrument returns a copy of cfg whose clients count, keep to the limits, inspect answers and refuse what was not
// declared.
func instrument(cfg aws.Config, t *tally, l *limits) aws.Config {
	cfg = cfg.Copy()
	attempts := cfg.RetryMaxAttempts
	cfg.Retryer = func() aws.Retryer { return NewRetryer(attempts) }
	if cfg.HTTPClient == nil {
		cfg.HTTPClient = NewHTTPClient()
	}
	cfg.HTTPClient = plainBodies{cfg.HTTPClient}
	inflight := make(chan struct{}, maxInflight)
	cfg.APIOptions = append(append([]func(*middleware.Stack) error(nil), cfg.APIOptions...), t.guard, l.limit(t, inflight), inspectAnswers)
	return cfg
}

// plainBodies hides the WriteTo method of the SDK's request bodies. It returns io.EOF once the body is closed, which
// happens when the answer is there before the request is written to its end; net/http then drops the connection and the
// answer with it (smithy-go v1.28.8, two to three of a hundred large answers over loopback).
type plainBodies struct{ client aws.HTTPClient }

// Do implements aws.HTTPClient.
func (c plainBodies) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = struct{ io.ReadCloser }{r.Body}
	}
	return c.client.Do(r)
}
