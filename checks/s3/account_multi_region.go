package s3

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// AccountMultiRegionAccessPoints asks for the block on the doors that lead to buckets of several regions. Its settings
// cannot be changed once the access point is made.
var AccountMultiRegionAccessPoints = &checks.Check[s3.Account]{
	Meta: checks.Meta{
		ID:       "s3-account-multi-region-access-points-block-public",
		Title:    "Multi-Region Access Points block public access",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "A Multi-Region Access Point has a policy of its own. Without its block that policy can be made public, and opens every bucket behind it that delegates to it.",
		Fix:      "The setting is fixed when the access point is made: create it anew with all four settings (aws s3control create-multi-region-access-point) and delete the old one.",
		Refs: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html",
		},
	},
	With: []inventory.Want{{Type: s3.MultiRegionAccessPointType}},
	Run:  accountMultiRegionAccessPoints,
	Cases: []checks.Case[s3.Account]{
		{Name: "all_on", Given: account(inventory.Known(blocked())), With: []inventory.Resource{multiRegion("m1", inventory.Known(blocked()))}, Want: checks.Pass},
		{Name: "off", Given: account(inventory.Known(blocked())), With: []inventory.Resource{multiRegion("m1", inventory.Known(blocked())), multiRegion("m2", inventory.Known(s3.PublicAccessBlock{}))}, Want: checks.Fail},
		{Name: "off_beside_unknown", Given: account(inventory.Known(blocked())), With: []inventory.Resource{multiRegion("m1", inventory.FromPtr[s3.PublicAccessBlock](nil)), multiRegion("m2", inventory.Known(s3.PublicAccessBlock{}))}, Want: checks.Fail},
		{Name: "not_told", Given: account(inventory.Known(blocked())), With: []inventory.Resource{multiRegion("m1", inventory.FromPtr[s3.PublicAccessBlock](nil))}, Want: checks.Unknown},
		{Name: "none", Given: account(inventory.Known(blocked())), Want: checks.NotApplicable},
		{Name: "listing_denied", Given: account(inventory.Known(blocked())), Incomplete: []inventory.Kind{s3.MultiRegionAccessPointType.Kind}, Want: checks.Unknown},
	},
}

func multiRegion(name string, block inventory.Fact[s3.PublicAccessBlock]) *s3.MultiRegionAccessPoint {
	return &s3.MultiRegionAccessPoint{Ref: inventory.Ref{ID: name}, Status: inventory.Known("READY"), PublicAccessBlock: block, Buckets: inventory.Known([]string{caseBucket})}
}

func accountMultiRegionAccessPoints(v *checks.View[s3.Account]) checks.Verdict {
	points := checks.Every[s3.MultiRegionAccessPoint](v, "")
	if len(points) == 0 {
		return v.NotApplicable("the account has no Multi-Region Access Point")
	}
	var open []string
	for _, p := range points {
		if block, ok := checks.Peek(v, p.PublicAccessBlock); ok && len(block.Off()) > 0 {
			open = append(open, p.ID)
		}
	}
	if len(open) > 0 {
		return v.Fail("%d of %d do not block public access: %s", len(open), len(points), checks.First(open, 3))
	}
	return v.Pass("all %d block public access", len(points))
}
