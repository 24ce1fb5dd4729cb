package s3

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// placeByRegion finds out the regions of buckets that the listing did not place, as on emulators, with one ListBuckets
// for each scanned region (BucketRegion) where that takes fewer calls than one GetBucketLocation for each bucket. It
// asks for two regions at least: an endpoint that does not know the parameter names the same buckets for both, and is
// not believed. Buckets that are named for no region are left to place.
func (r *run) placeByRegion(ctx context.Context, buckets []*Bucket) {
	lost := 0
	for _, b := range buckets {
		if b.Region == "" {
			lost++
		}
	}
	regions := r.Regions()
	if len(regions) == 1 {
		other := "us-west-2"
		if regions[0] == other || r.Partition != "aws" {
			other = r.Region
		}
		if other == regions[0] {
			return
		}
		regions = []string{regions[0], other}
	}
	if len(regions) < 2 || lost <= len(regions) {
		return
	}
	found := map[string]string{}
	for _, region := range regions {
		pages := sdk.NewListBucketsPaginator(r.in(region), &sdk.ListBucketsInput{MaxBuckets: aws.Int32(10000), BucketRegion: aws.String(region)})
		for page, err := range collect.Pages(ctx, pages) {
			if err != nil {
				return
			}
			for _, x := range page.Buckets {
				name := aws.ToString(x.Name)
				if found[name] != "" {
					return
				}
				found[name] = region
			}
		}
	}
	for _, b := range buckets {
		if b.Region == "" {
			b.Region = found[b.ID]
		}
	}
}

// place finds out the region of one bucket with GetBucketLocation.
func (r *run) place(ctx context.Context, b *Bucket) *inventory.Gap {
	if b.Region != "" {
		return nil
	}
	out, err := r.in(r.Region).GetBucketLocation(ctx, &sdk.GetBucketLocationInput{Bucket: &b.ID})
	if err != nil {
		return r.Gap(GetBucketLocation, err)
	}
	// API reference, GetBucketLocation: us-east-1 has no LocationConstraint, and EU is what old buckets of eu-west-1 have.
	switch l := string(out.LocationConstraint); l {
	case "":
		b.Region = "us-east-1"
	case "EU":
		b.Region = "eu-west-1"
	default:
		b.Region = l
	}
	return nil
}
