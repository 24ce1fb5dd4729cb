package seed

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/efs"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// ErrNotLoopback means that a write would have left this machine.
var ErrNotLoopback = errors.New("seeding writes, so it works on loopback endpoints only")

// checkEndpoints asks the SDK where each service's calls would go, with all that the environment and the shared
// configuration say of it, and refuses unless every address behind every one of them is loopback. Nothing is sent,
// and no credentials are fetched, which might send something.
func checkEndpoints(ctx context.Context, cfg aws.Config, regions []string) error {
	cfg = cfg.Copy()
	cfg.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "none", SecretAccessKey: "none"}, nil
	})
	cfg.HTTPClient = awshttp.NewBuildableClient() // never used
	for _, region := range regions {
		cfg.Region = region
		for _, ask := range probes {
			var at endpoint
			probed := cfg.Copy()
			probed.APIOptions = append(append([]func(*middleware.Stack) error(nil), cfg.APIOptions...), at.capture)
			if err := ask(ctx, probed); !errors.Is(err, errProbed) {
				return fmt.Errorf("%w: the endpoint of a service in %s cannot be resolved: %w", ErrNotLoopback, region, err)
			}
			if err := onLoopback(ctx, at.host); err != nil {
				return fmt.Errorf("%w: %s in %s is at %s, %w: set AWS_ENDPOINT_URL=http://localhost:4566, or where your emulator listens", ErrNotLoopback, at.service, region, at.url, err)
			}
		}
	}
	return nil
}

// probes makes one call of each service; none of them gets as far as being signed.
var probes = [...]func(context.Context, aws.Config) error{
	func(ctx context.Context, cfg aws.Config) error {
		_, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := ec2.NewFromConfig(cfg).DescribeRegions(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := iam.NewFromConfig(cfg).GetAccountSummary(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := kms.NewFromConfig(cfg).ListKeys(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := s3.NewFromConfig(cfg, pathStyle).ListBuckets(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := s3control.NewFromConfig(cfg).GetPublicAccessBlock(ctx, &s3control.GetPublicAccessBlockInput{AccountId: aws.String("000000000000")})
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := sqs.NewFromConfig(cfg).ListQueues(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := sns.NewFromConfig(cfg).ListTopics(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := secretsmanager.NewFromConfig(cfg).ListSecrets(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := kinesis.NewFromConfig(cfg).ListStreams(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := eventbridge.NewFromConfig(cfg).ListEventBuses(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := dynamodb.NewFromConfig(cfg).ListTables(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := efs.NewFromConfig(cfg).DescribeFileSystems(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := opensearch.NewFromConfig(cfg).ListDomainNames(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := backup.NewFromConfig(cfg).ListBackupVaults(ctx, nil)
		return err
	},
	func(ctx context.Context, cfg aws.Config) error {
		_, err := apigateway.NewFromConfig(cfg).GetRestApis(ctx, nil)
		return err
	},
}

var errProbed = errors.New("probed")

// endpoint is where a call would have gone.
type endpoint struct{ service, url, host string }

// capture adds the middleware that notes a call's endpoint and ends the call.
func (e *endpoint) capture(s *middleware.Stack) error {
	return s.Finalize.Insert(middleware.FinalizeMiddlewareFunc("demarc:probe", func(ctx context.Context, in middleware.FinalizeInput, _ middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
		e.service = awsmiddleware.GetServiceID(ctx)
		if req, ok := in.Request.(*smithyhttp.Request); ok {
			e.url, e.host = req.URL.Scheme+"://"+req.URL.Host, req.URL.Hostname()
		}
		return middleware.FinalizeOutput{}, middleware.Metadata{}, errProbed
	}), "ResolveEndpointV2", middleware.After)
}

// onLoopback says why a host is not on this machine, or nil.
func onLoopback(ctx context.Context, host string) error {
	if host == "" {
		return errors.New("which names no host")
	}
	addrs, err := net.DefaultResolver.LookupNetIP(ctx, "ip", reachable(host))
	if err != nil {
		return fmt.Errorf("whose address cannot be found (%w)", err)
	}
	for _, a := range addrs {
		if !a.Unmap().IsLoopback() {
			return fmt.Errorf("which has the address %s", a.Unmap())
		}
	}
	return nil
}

// reachable is the host to connect to for a host of a request. S3 Control puts the account's id before the host of
// its endpoint, and "123456789012.127.0.0.1" is nobody's name; all names below localhost are localhost (RFC 6761).
func reachable(host string) string {
	if strings.HasSuffix(host, ".localhost") {
		return "localhost"
	}
	if _, rest, ok := strings.Cut(host, "."); ok {
		if _, err := netip.ParseAddr(rest); err == nil {
			return rest
		}
	}
	return host
}

// confine returns a copy of cfg whose clients can open connections to loopback addresses only, by no proxy, whatever
// an endpoint, a redirect or a name server says later on.
func confine(cfg aws.Config) aws.Config {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !at.Addr().Unmap().IsLoopback() {
			return fmt.Errorf("%w: %s is not", ErrNotLoopback, address)
		}
		return nil
	}}
	cfg = cfg.Copy()
	cfg.HTTPClient = awshttp.NewBuildableClient().WithTimeout(time.Minute).WithTransportOptions(func(t *http.Transport) {
		t.Proxy = nil
		t.MaxIdleConnsPerHost = maxInflight
		t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			host, port, err := net.SplitHostPort(address)
			if err != nil {
				return nil, err
			}
			return dialer.DialContext(ctx, network, net.JoinHostPort(reachable(host), port))
		}
	})
	return cfg
}
