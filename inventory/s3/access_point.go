package s3

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3control"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// An AccessPoint is another door to a bucket, with its own policy and its own block on public access. It has no row in
// the responsibility matrix: checks of its bucket look at it. Its id is its name.
type AccessPoint struct {
	inventory.Ref
	// Bucket is the name of the bucket that it leads to, which may be another account's.
	Bucket          inventory.Fact[string] `json:"Bucket,omitzero"`
	BucketAccountID inventory.Fact[string] `json:"BucketAccountId,omitzero"`
	// NetworkOrigin is Internet, or VPC for an access point that only a VPC reaches.
	NetworkOrigin     inventory.Fact[string]            `json:"NetworkOrigin,omitzero"`
	PublicAccessBlock inventory.Fact[PublicAccessBlock] `json:"PublicAccessBlockConfiguration,omitzero" call:"GetAccessPoint"`
}

// AccessPointType describes kind s3.access_point.
var AccessPointType = inventory.Describe[AccessPoint]("s3.access_point", ListAccessPoints, GetAccessPoint)

// Type implements inventory.Resource.
func (*AccessPoint) Type() *inventory.Type { return AccessPointType }

// Classify implements inventory.Resource.
func (*AccessPoint) Classify() inventory.Classification { return inventory.Classification{} }

// AccessPointCollector brings the access points of a region: one ListAccessPoints for 1,000 of them, and, since their
// block on public access is in no listing, one GetAccessPoint for each.
var AccessPointCollector = &collect.Collector{
	Types:   []*inventory.Type{AccessPointType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListAccessPoints},
	Details: []*inventory.Call{GetAccessPoint},
	Collect: collectAccessPoints,
}

func collectAccessPoints(ctx context.Context, s *collect.Scan) error {
	client := controlClient(s.Config())
	var all []*AccessPoint
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListAccessPointsPaginator(client, &sdk.ListAccessPointsInput{AccountId: aws.String(s.Account), MaxResults: 1000})) {
		if err != nil {
			broken = err
			break
		}
		for _, p := range page.AccessPointList {
			name := aws.ToString(p.Name)
			if name == "" {
				continue
			}
			a := &AccessPoint{
				Ref: s.Ref(name, "s3", "accesspoint/"+name), Bucket: inventory.FromPtr(p.Bucket),
				BucketAccountID: inventory.FromPtr(p.BucketAccountId), NetworkOrigin: inventory.FromEnum(p.NetworkOrigin),
			}
			if p.AccessPointArn != nil {
				a.ARN = *p.AccessPointArn
			}
			all = append(all, a)
		}
	}
	s.Each(ctx, len(all), func(ctx context.Context, i int) {
		if a := all[i]; s.Wants(GetAccessPoint) {
			out, err := client.GetAccessPoint(ctx, &sdk.GetAccessPointInput{AccountId: aws.String(s.Account), Name: &a.ID})
			switch {
			case err != nil:
				a.PublicAccessBlock = collect.Answer(s, GetAccessPoint, PublicAccessBlock{}, err)
			case out.PublicAccessBlockConfiguration == nil:
				a.PublicAccessBlock = inventory.FromPtr[PublicAccessBlock](nil)
			default:
				c := out.PublicAccessBlockConfiguration
				a.PublicAccessBlock = blockOf(c.BlockPublicAcls, c.IgnorePublicAcls, c.BlockPublicPolicy, c.RestrictPublicBuckets)
			}
		}
		s.Emit(all[i])
	})
	return broken
}
