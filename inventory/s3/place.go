package s3

import (
	"context"
	"slices"

	sdk "github.com/aws/aws-sdk-go-v2/service/s3"

	"demarc/inventory"
)

// listOne lists the buckets of the one region that is scanned, with one ListBuckets where the answer names the region of
// each, as AWS does. An endpoint whose answer does not is asked for another region's too: only when it names no bucket
// twice it knows the parameter, and is believed. Where there are no buckets, or the endpoint cannot answer, ok is false:
// whether that is so is left to the listing of all regions.
func (r *run) listOne(ctx context.Context, region string) (buckets []*Bucket, ok bool) {
	buckets, err := r.listIn(ctx, region, region)
	if err != nil || len(buckets) == 0 {
		return nil, false
	}
	if !slices.ContainsFunc(buckets, lost) {
		return buckets, true
	}
	other := r.another(region)
	if other == "" {
		return nil, false
	}
	there, err := r.listIn(ctx, other, other)
	if err != nil {
		return nil, false
	}
	if slices.ContainsFunc(buckets, func(b *Bucket) bool { return slices.ContainsFunc(there, func(x *Bucket) bool { return x.ID == b.ID }) }) {
		return buckets, true // all of the account, to be placed one by one
	}
	for _, b := range buckets {
		b.Region = region
	}
	return buckets, true
}

// lost reports whether no listing has placed the bucket.
func lost(b *Bucket) bool { return b.Region == "" }

// another returns a region of the partition that is not the given one, or nothing where it knows none.
func (r *run) another(region string) string {
	switch {
	case r.Region != region:
		return r.Region
	case r.Partition == "aws":
		return "us-west-2"
	}
	return ""
}

// placeByRegion finds out the regions of buckets that the listing did not place, as on emulators, with one ListBuckets
// for each scanned region (BucketRegion) where that takes fewer calls than one GetBucketLocation for each bucket. It
// asks for two regions at least: an endpoint that does not know the parameter names the same buckets for both, and is
// not believed. Beyond those it stops as soon as each bucket has its region. Buckets that are named for no region are
// left to place.
func (r *run) placeByRegion(ctx context.Context, buckets []*Bucket) {
	left := 0
	for _, b := range buckets {
		if lost(b) {
			left++
		}
	}
	regions := r.Regions()
	if len(regions) == 1 {
		if regions = append(slices.Clone(regions), r.another(regions[0])); regions[1] == "" {
			return
		}
	}
	if len(regions) < 2 || left <= len(regions) {
		return
	}
	found := map[string]string{}
	for i, region := range regions {
		if i >= 2 && len(found) == left {
			break
		}
		there, err := r.listIn(ctx, region, region)
		if err != nil {
			return
		}
		for _, b := range there {
			if found[b.ID] != "" {
				return
			}
			found[b.ID] = region
		}
	}
	for _, b := range buckets {
		if lost(b) {
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
