package eks

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/eks"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// FargateProfileType describes kind eks.fargate_profile.
var FargateProfileType = inventory.Describe[FargateProfile]("eks.fargate_profile", ListFargateProfiles, DescribeFargateProfile).Of(responsibility.EKSFargate)

// A FargateProfile says which pods of a cluster run on Fargate. Its id is CLUSTER/PROFILE. It has no ARN, which ends in
// an id that only DescribeFargateProfile tells.
type FargateProfile struct {
	inventory.Ref

	PodExecutionRole inventory.Fact[string] `json:"podExecutionRoleArn,omitzero" call:"DescribeFargateProfile"`
}

// Type implements inventory.Resource.
func (*FargateProfile) Type() *inventory.Type { return FargateProfileType }

// Classify implements inventory.Resource.
func (*FargateProfile) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EKSFargate, Why: "a Fargate profile"}
}

// FargateProfileCollector brings the Fargate profiles of a region.
var FargateProfileCollector = &collect.Collector{
	Types:   []*inventory.Type{FargateProfileType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListFargateProfiles, ListClusters},
	Details: []*inventory.Call{DescribeFargateProfile},
	Collect: collectFargateProfiles,
}

func collectFargateProfiles(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	clusters, broken := r.names(ctx)
	errs := make([]error, len(clusters))
	s.Each(ctx, len(clusters), func(ctx context.Context, i int) {
		for page, err := range collect.Pages(ctx, sdk.NewListFargateProfilesPaginator(r.client, &sdk.ListFargateProfilesInput{ClusterName: &clusters[i], MaxResults: aws.Int32(pageSize)})) {
			if err != nil {
				errs[i] = &collect.CallError{Call: ListFargateProfiles, Err: err}
				return
			}
			for _, name := range page.FargateProfileNames {
				s.Emit(r.profile(ctx, clusters[i], name))
			}
		}
	})
	if err := first(errs); err != nil {
		return err
	}
	return broken
}

// profile describes a profile where its role is wanted: EKS describes one at a time.
func (r run) profile(ctx context.Context, cluster, name string) *FargateProfile {
	p := &FargateProfile{Ref: inventory.Ref{ID: cluster + "/" + name, Name: name, Account: r.Account, Region: r.Region}}
	if !r.Wants(DescribeFargateProfile) {
		return p
	}
	role := ""
	out, err := r.client.DescribeFargateProfile(ctx, &sdk.DescribeFargateProfileInput{ClusterName: &cluster, FargateProfileName: &name})
	if err == nil {
		p.ARN, role = aws.ToString(out.FargateProfile.FargateProfileArn), aws.ToString(out.FargateProfile.PodExecutionRoleArn)
	}
	p.PodExecutionRole = collect.Answer(r.Scan, DescribeFargateProfile, role, err)
	return p
}
