package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketAccessPoints asks for the block on each access point of the bucket.
var BucketAccessPoints = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-access-points-block-public",
		Title:    "The bucket's access points block public access",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "An access point is a second door with its own policy. Where the bucket delegates to its access points, a public policy on one of them publishes the bucket, and nobody sees it in the bucket policy.",
		Fix:      "The setting is fixed when the access point is made: create it anew with all four settings (aws s3control create-access-point) and delete the old one.",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html"},
	},
	With: []inventory.Want{{Type: s3.AccessPointType, Calls: []*inventory.Call{s3.GetAccessPoint}}},
	Run:  bucketAccessPoints,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "blocked", Given: bucket(), With: []inventory.Resource{accessPoint("app", caseBucket, inventory.Known(blocked()))}, Want: checks.Pass},
		{Name: "open", Given: bucket(), With: []inventory.Resource{accessPoint("app", caseBucket, inventory.Known(blocked())), accessPoint("old", caseBucket, inventory.Known(s3.PublicAccessBlock{}))}, Want: checks.Fail},
		{Name: "open_beside_unread", Given: bucket(), With: []inventory.Resource{accessPoint("app", caseBucket, inventory.Missing[s3.PublicAccessBlock](denied(s3.GetAccessPoint))), accessPoint("old", caseBucket, inventory.Known(s3.PublicAccessBlock{}))}, Want: checks.Fail},
		{Name: "other_bucket", Given: bucket(), With: []inventory.Resource{accessPoint("old", "other", inventory.Known(s3.PublicAccessBlock{}))}, Want: checks.NotApplicable},
		{Name: "unread", Given: bucket(), With: []inventory.Resource{accessPoint("app", caseBucket, inventory.Missing[s3.PublicAccessBlock](denied(s3.GetAccessPoint)))}, Want: checks.Unknown},
		{Name: "listing_denied", Given: bucket(), Incomplete: []inventory.Kind{s3.AccessPointType.Kind}, Want: checks.Unknown},
	},
}

func accessPoint(name, to string, block inventory.Fact[s3.PublicAccessBlock]) *s3.AccessPoint {
	return &s3.AccessPoint{
		Ref: inventory.Ref{ID: name, Region: checks.CaseRegion}, Bucket: inventory.Known(to), BucketAccountID: inventory.Known(checks.CaseAccount),
		NetworkOrigin: inventory.Known("Internet"), PublicAccessBlock: block,
	}
}

// pointsByBucket finds access points by the name of their bucket. Names are unique in a partition, so that one of
// another account cannot be taken for this bucket.
var pointsByBucket = &checks.Index[s3.AccessPoint]{Keys: func(a *s3.AccessPoint) inventory.Fact[[]string] {
	name, gap := a.Bucket.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	return inventory.Known([]string{name})
}}

func bucketAccessPoints(v *checks.View[s3.Bucket]) checks.Verdict {
	points := checks.Referrers(v, pointsByBucket, v.Resource.ID)
	if len(points) == 0 {
		return v.NotApplicable("no access point of the account leads to the bucket")
	}
	var open []string
	for _, p := range points {
		if block, ok := checks.Peek(v, p.PublicAccessBlock); ok && len(block.Off()) > 0 {
			open = append(open, p.ID)
		}
	}
	if len(open) > 0 {
		return v.Fail("%d of %d access points do not block public access: %s", len(open), len(points), checks.First(open, 3))
	}
	return v.Pass("all %d access points block public access", len(points))
}
