package sagemaker

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sagemaker"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A FeatureGroup keeps the inputs of models. Its id is its name.
type FeatureGroup struct {
	inventory.Ref
	FeatureGroupStatus inventory.Fact[string] `json:"FeatureGroupStatus,omitzero"` // Created, Creating, ...
	// OfflineStore is nil for a group that keeps nothing offline, for which SageMaker leaves OfflineStoreConfig out.
	OfflineStore inventory.Fact[*OfflineStore] `json:"OfflineStoreConfig.S3StorageConfig,omitzero" call:"DescribeFeatureGroup"`
}

// An OfflineStore is where a feature group keeps its history.
type OfflineStore struct {
	S3URI string `json:"S3Uri"`
	// KMSKeyID is empty when none was chosen: then the bucket's default decides.
	KMSKeyID string `json:"KmsKeyId,omitempty"`
}

// FeatureGroupType describes kind sagemaker.feature_group.
var FeatureGroupType = inventory.Describe[FeatureGroup]("sagemaker.feature_group", ListFeatureGroups, DescribeFeatureGroup, ListTags).Of(responsibility.SageMakerEndpoint)

// Type implements inventory.Resource.
func (*FeatureGroup) Type() *inventory.Type { return FeatureGroupType }

// Classify implements inventory.Resource. The matrix has no row for it.
func (*FeatureGroup) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SageMakerEndpoint, Why: "a feature group; the division of duties is borrowed from an endpoint, beside which SageMaker runs its store"}
}

// FeatureGroupCollector brings the feature groups of a region.
var FeatureGroupCollector = &collect.Collector{
	Types:   []*inventory.Type{FeatureGroupType},
	Lists:   []*inventory.Call{ListFeatureGroups},
	Details: []*inventory.Call{DescribeFeatureGroup, ListTags},
	Collect: collectFeatureGroups,
}

func collectFeatureGroups(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	var all []*FeatureGroup
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListFeatureGroupsPaginator(r.client, &sdk.ListFeatureGroupsInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.FeatureGroupSummaries {
			name := aws.ToString(x.FeatureGroupName)
			if name == "" {
				continue
			}
			g := &FeatureGroup{Ref: s.Ref(name, "sagemaker", "feature-group/"+name), FeatureGroupStatus: inventory.FromEnum(x.FeatureGroupStatus)}
			if x.FeatureGroupArn != nil {
				g.ARN = *x.FeatureGroupArn
			}
			all = append(all, g)
		}
	}
	// SageMaker describes one feature group at a time; the list does not say whether there is an offline store.
	s.Each(ctx, len(all), func(ctx context.Context, i int) {
		g := all[i]
		if s.Wants(DescribeFeatureGroup) {
			x, err := r.client.DescribeFeatureGroup(ctx, &sdk.DescribeFeatureGroupInput{FeatureGroupName: &g.ID})
			g.OfflineStore = collect.Answer(s, DescribeFeatureGroup, offline(x), err)
		}
		if s.Wants(ListTags) {
			g.Tags = r.tags(ctx, g.ARN)
		}
		s.Emit(g)
	})
	return broken
}

func offline(x *sdk.DescribeFeatureGroupOutput) *OfflineStore {
	if x == nil || x.OfflineStoreConfig == nil {
		return nil
	}
	out := &OfflineStore{}
	if c := x.OfflineStoreConfig.S3StorageConfig; c != nil {
		out.S3URI, out.KMSKeyID = aws.ToString(c.S3Uri), aws.ToString(c.KmsKeyId)
	}
	return out
}
