package s3

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3control"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// A MultiRegionAccessPoint is one global door to buckets of several regions. It has no row in the responsibility
// matrix: checks of the account look at it. Its id is its name.
type MultiRegionAccessPoint struct {
	inventory.Ref
	Status            inventory.Fact[string]            `json:"Status,omitzero"`
	PublicAccessBlock inventory.Fact[PublicAccessBlock] `json:"PublicAccessBlock,omitzero"`
	// Buckets are the names of the buckets behind it.
	Buckets inventory.Fact[[]string] `json:"Regions.Bucket,omitzero"`
}

// MultiRegionAccessPointType describes kind s3.multi_region_access_point.
var MultiRegionAccessPointType = inventory.Describe[MultiRegionAccessPoint]("s3.multi_region_access_point", ListMultiRegionAccessPoints)

// Type implements inventory.Resource.
func (*MultiRegionAccessPoint) Type() *inventory.Type { return MultiRegionAccessPointType }

// Classify implements inventory.Resource.
func (*MultiRegionAccessPoint) Classify() inventory.Classification {
	return inventory.Classification{}
}

// MultiRegionAccessPointCollector brings them all, with their block on public access, in one call for 100. The API is
// answered in us-west-2 alone (User Guide, "Multi-Region Access Point restrictions and limitations"), and other
// partitions have no such access points.
var MultiRegionAccessPointCollector = &collect.Collector{
	Types:   []*inventory.Type{MultiRegionAccessPointType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{ListMultiRegionAccessPoints},
	Collect: collectMultiRegionAccessPoints,
}

func collectMultiRegionAccessPoints(ctx context.Context, s *collect.Scan) error {
	if s.Partition != "aws" {
		return nil
	}
	client := controlClient(s.ConfigIn("us-west-2"))
	for page, err := range collect.Pages(ctx, sdk.NewListMultiRegionAccessPointsPaginator(client, &sdk.ListMultiRegionAccessPointsInput{AccountId: aws.String(s.Account), MaxResults: 100})) {
		if err != nil {
			return err
		}
		for _, p := range page.AccessPoints {
			a := &MultiRegionAccessPoint{Ref: s.Ref(aws.ToString(p.Name), "s3", "accesspoint/"+aws.ToString(p.Alias)), Status: inventory.FromEnum(p.Status)}
			if b := p.PublicAccessBlock; b != nil {
				a.PublicAccessBlock = blockOf(b.BlockPublicAcls, b.IgnorePublicAcls, b.BlockPublicPolicy, b.RestrictPublicBuckets)
			} else {
				a.PublicAccessBlock = inventory.FromPtr[PublicAccessBlock](nil)
			}
			var buckets []string
			for _, r := range p.Regions {
				buckets = append(buckets, aws.ToString(r.Bucket))
			}
			a.Buckets = inventory.Known(buckets)
			s.Emit(a)
		}
	}
	return nil
}
