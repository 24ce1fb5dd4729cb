package s3

import (
	"context"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// BucketCollector brings the buckets of the scanned regions. ListBuckets alone enumerates them, so that a failure of
// GetBucketLocation leaves a bucket without a region and loses none.
var BucketCollector = &collect.Collector{
	Types: []*inventory.Type{BucketType},
	Scope: collect.Global,
	Lists: []*inventory.Call{ListBuckets, GetBucketLocation},
	Details: []*inventory.Call{
		GetAccountPublicAccessBlock, GetPublicAccessBlock, GetBucketPolicy, GetBucketPolicyStatus, GetBucketOwnershipControls, GetBucketACL, GetBucketEncryption,
		GetBucketVersioning, GetBucketLogging, GetBucketLifecycleConfiguration, GetObjectLockConfiguration, GetBucketTagging,
	},
	Collect: collectBuckets,
}

// run is one run of the collector.
type run struct {
	*collect.Scan
	mu      sync.Mutex
	clients map[string]*sdk.Client // by region
}

// in returns the client of a region. S3 refuses most calls that go to another region than the bucket's.
func (r *run) in(region string) *sdk.Client {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.clients[region]
	if c == nil {
		c = bucketClient(r.ConfigIn(region))
		r.clients[region] = c
	}
	return c
}

func collectBuckets(ctx context.Context, s *collect.Scan) error {
	r := &run{Scan: s, clients: map[string]*sdk.Client{}}
	buckets, broken := r.list(ctx)
	if len(buckets) == 0 {
		return broken
	}
	var account inventory.Fact[PublicAccessBlock]
	if s.Wants(GetAccountPublicAccessBlock) {
		account = accountBlock(ctx, s)
	}
	s.Each(ctx, len(buckets), func(ctx context.Context, i int) {
		b := buckets[i]
		b.AccountPublicAccessBlock = account
		if gap := r.place(ctx, b); gap != nil {
			b.unread(gap, s)
			s.Emit(b)
			return
		}
		if s.Scanned(b.Region) {
			r.details(ctx, b)
			s.Emit(b)
		}
	})
	return broken
}

// list returns the buckets, placed in their regions as far as listings tell.
func (r *run) list(ctx context.Context) ([]*Bucket, error) {
	// A scan of the regions that the user named does not take a region without a name for scanned.
	if regions := r.Regions(); len(regions) == 1 && !r.Scanned("") {
		if all, ok := r.listOne(ctx, regions[0]); ok {
			return all, nil
		}
	}
	all, err := r.listIn(ctx, r.Region, "")
	r.placeByRegion(ctx, all)
	return all, err
}

// listIn lists the buckets of a region through that region's endpoint, which S3 demands, or those of all regions when
// only is empty.
func (r *run) listIn(ctx context.Context, endpoint, only string) ([]*Bucket, error) {
	var all []*Bucket
	// Any valid parameter, MaxBuckets among them, makes S3 answer with each bucket's region (API reference, ListBuckets).
	in := &sdk.ListBucketsInput{MaxBuckets: aws.Int32(10000)}
	if only != "" {
		in.BucketRegion = &only
	}
	for page, err := range collect.Pages(ctx, sdk.NewListBucketsPaginator(r.in(endpoint), in)) {
		if err != nil {
			return all, err
		}
		for _, x := range page.Buckets {
			name := aws.ToString(x.Name)
			if name == "" {
				continue
			}
			b := &Bucket{Ref: inventory.Ref{ID: name, Name: name, Account: r.Account, Region: aws.ToString(x.BucketRegion), ARN: "arn:" + r.Partition + ":s3:::" + name}}
			if x.CreationDate != nil {
				b.CreationDate = inventory.Known(x.CreationDate.UTC())
			} else {
				b.CreationDate = inventory.FromPtr[time.Time](nil)
			}
			all = append(all, b)
		}
	}
	return all, nil
}

// unread leaves the gap of the bucket's location in every fact whose call would have gone to its region.
func (b *Bucket) unread(gap *inventory.Gap, s *collect.Scan) {
	miss(&b.PublicAccessBlock, s, GetPublicAccessBlock, gap)
	miss(&b.Policy, s, GetBucketPolicy, gap)
	miss(&b.IsPublic, s, GetBucketPolicyStatus, gap)
	miss(&b.ObjectOwnership, s, GetBucketOwnershipControls, gap)
	miss(&b.ACL, s, GetBucketACL, gap)
	miss(&b.EncryptionRules, s, GetBucketEncryption, gap)
	miss(&b.VersioningStatus, s, GetBucketVersioning, gap)
	miss(&b.MFADelete, s, GetBucketVersioning, gap)
	miss(&b.Logging, s, GetBucketLogging, gap)
	miss(&b.LifecycleRules, s, GetBucketLifecycleConfiguration, gap)
	miss(&b.ObjectLock, s, GetObjectLockConfiguration, gap)
	miss(&b.Tags, s, GetBucketTagging, gap)
}

func miss[V any](f *inventory.Fact[V], s *collect.Scan, c *inventory.Call, gap *inventory.Gap) {
	if s.Wants(c) {
		*f = inventory.Missing[V](gap)
	}
}
