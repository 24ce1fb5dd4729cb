package s3

import (
	"context"
	"net"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	smithyendpoints "github.com/aws/smithy-go/endpoints"

	"demarc/inventory/collect"
)

// bucketClient returns a client of S3. Where the user set an endpoint (AWS_ENDPOINT_URL and its kin), buckets stand in
// the path, since no name server knows them as hosts.
func bucketClient(cfg aws.Config) *sdk.Client {
	return sdk.NewFromConfig(cfg, func(o *sdk.Options) {
		o.UsePathStyle = o.BaseEndpoint != nil
		o.APIOptions = append(o.APIOptions, collect.Expect(expected))
	})
}

// controlClient returns a client of S3 Control.
func controlClient(cfg aws.Config) *s3control.Client {
	return s3control.NewFromConfig(cfg, func(o *s3control.Options) {
		o.EndpointResolverV2 = accountless{o.EndpointResolverV2}
		o.APIOptions = append(o.APIOptions, collect.Expect(expected))
	})
}

// accountless is S3 Control's resolver without the account id in front of the host name, where the user set an endpoint
// that is an IP address or localhost: 111122223333.127.0.0.1 is no host. The header x-amz-account-id says the same.
type accountless struct{ s3control.EndpointResolverV2 }

// ResolveEndpoint implements s3control.EndpointResolverV2.
func (r accountless) ResolveEndpoint(ctx context.Context, p s3control.EndpointParameters) (smithyendpoints.Endpoint, error) {
	if bare(p.Endpoint) {
		p.RequiresAccountId = aws.Bool(false)
	}
	return r.EndpointResolverV2.ResolveEndpoint(ctx, p)
}

// bare reports whether an endpoint's host can have no names below it.
func bare(endpoint *string) bool {
	u, err := url.Parse(aws.ToString(endpoint))
	if err != nil {
		return false
	}
	return u.Hostname() == "localhost" || net.ParseIP(u.Hostname()) != nil
}
