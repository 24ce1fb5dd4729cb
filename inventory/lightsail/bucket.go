package lightsail

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lightsail"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A Bucket is one of Lightsail's, which S3 does not list. Its id is its name.
type Bucket struct {
	inventory.Ref
	GetObject            inventory.Fact[string] `json:"accessRules.getObject,omitzero"`            // public, private
	AllowPublicOverrides inventory.Fact[bool]   `json:"accessRules.allowPublicOverrides,omitzero"` // single objects may be public
	// ReadonlyAccessAccounts are the other accounts that may read every object, sorted.
	ReadonlyAccessAccounts inventory.Fact[[]string] `json:"readonlyAccessAccounts,omitzero"`
	ObjectVersioning       inventory.Fact[string]   `json:"objectVersioning,omitzero"` // Enabled, Suspended, NeverEnabled
	AccessLogEnabled       inventory.Fact[bool]     `json:"accessLogConfig.enabled,omitzero"`
}

// BucketType describes kind lightsail.bucket.
var BucketType = inventory.Describe[Bucket]("lightsail.bucket", GetBuckets).Of(responsibility.LightsailBucket)

// Type implements inventory.Resource.
func (*Bucket) Type() *inventory.Type { return BucketType }

// Classify implements inventory.Resource.
func (*Bucket) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.LightsailBucket, Why: "GetBuckets lists it"}
}

// BucketCollector brings the buckets of a region.
var BucketCollector = &collect.Collector{
	Types: []*inventory.Type{BucketType},
	Lists: []*inventory.Call{GetBuckets},
	Collect: pages(func(ctx context.Context, s *collect.Scan, client *sdk.Client, token *string) (*string, error) {
		out, err := client.GetBuckets(ctx, &sdk.GetBucketsInput{PageToken: token})
		if err != nil {
			return nil, err
		}
		for _, x := range out.Buckets {
			if aws.ToString(x.Name) == "" {
				continue
			}
			b := &Bucket{
				Ref: ref(s, x.Name, x.Arn, x.Tags), GetObject: inventory.FromPtr[string](nil), AllowPublicOverrides: inventory.FromPtr[bool](nil),
				ReadonlyAccessAccounts: inventory.Known(slices.Sorted(slices.Values(x.ReadonlyAccessAccounts))), ObjectVersioning: inventory.FromPtr(x.ObjectVersioning),
				AccessLogEnabled: inventory.FromPtr[bool](nil),
			}
			if x.AccessRules != nil {
				b.GetObject, b.AllowPublicOverrides = inventory.FromEnum(x.AccessRules.GetObject), inventory.FromPtr(x.AccessRules.AllowPublicOverrides)
			}
			if x.AccessLogConfig != nil {
				b.AccessLogEnabled = inventory.FromPtr(x.AccessLogConfig.Enabled)
			}
			s.Emit(b)
		}
		return out.NextPageToken, nil
	}),
}
