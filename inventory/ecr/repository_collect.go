package ecr

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// RepositoryCollector brings the private repositories of a region.
var RepositoryCollector = &collect.Collector{
	Types:   []*inventory.Type{RepositoryType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{DescribeRepositories},
	Details: []*inventory.Call{BatchGetRepositoryScanningConfiguration, GetRepositoryPolicy, GetLifecyclePolicy, DescribeImages, DescribeImageScanFindings, ListTagsForResource},
	Collect: collectRepositories,
}

// expected are the members without which an answer is none: the SDK reads an empty object as "there is nothing".
var expected = map[string][]string{
	"DescribeRepositories": {"repositories"}, "BatchGetRepositoryScanningConfiguration": {"scanningConfigurations"}, "GetRepositoryPolicy": {"policyText"},
	"GetLifecyclePolicy": {"lifecyclePolicyText"}, "ListTagsForResource": {"tags"}, "GetRegistryScanningConfiguration": {"scanningConfiguration"}, "GetRegistryPolicy": {"policyText"},
	"DescribeImages": {"imageDetails"}, "DescribeImageScanFindings": {"imageScanStatus"}, "GetSigningConfiguration": {"signingConfiguration"},
}

func newClient(s *collect.Scan) *sdk.Client {
	return sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
}

func collectRepositories(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	var all []*Repository
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewDescribeRepositoriesPaginator(client, &sdk.DescribeRepositoriesInput{MaxResults: aws.Int32(1000)})) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.Repositories {
			all = append(all, repository(s, &page.Repositories[i]))
		}
	}
	if s.Wants(BatchGetRepositoryScanningConfiguration) {
		for part := range slices.Chunk(all, 25) {
			scanned(ctx, s, client, part)
		}
	}
	s.Each(ctx, len(all), func(ctx context.Context, i int) {
		details(ctx, s, client, all[i])
		s.Emit(all[i])
	})
	return broken
}

func repository(s *collect.Scan, x *types.Repository) *Repository {
	name := aws.ToString(x.RepositoryName)
	r := &Repository{
		Ref: s.Ref(name, "ecr", "repository/"+name), ImageTagMutability: inventory.FromEnum(x.ImageTagMutability),
		// Every repository is encrypted; one from the time before the setting existed has AES256 (User Guide, "Encryption at rest").
		EncryptionType: inventory.Known("AES256"), KMSKey: inventory.Known(""),
	}
	if x.RepositoryArn != nil {
		r.ARN = *x.RepositoryArn
	}
	if e := x.EncryptionConfiguration; e != nil {
		r.EncryptionType, r.KMSKey = inventory.FromEnum(e.EncryptionType), inventory.Known(aws.ToString(e.KmsKey))
	}
	var filters []string
	for _, f := range x.ImageTagMutabilityExclusionFilters {
		filters = append(filters, aws.ToString(f.Filter))
	}
	slices.Sort(filters)
	r.MutabilityExclusions = inventory.Known(filters)
	return r
}

// scanned asks how often each of at most 25 repositories is scanned.
func scanned(ctx context.Context, s *collect.Scan, client *sdk.Client, part []*Repository) {
	by := map[string]*Repository{}
	in := &sdk.BatchGetRepositoryScanningConfigurationInput{}
	for _, r := range part {
		by[r.ID] = r
		r.ScanFrequency = inventory.FromPtr[string](nil)
		in.RepositoryNames = append(in.RepositoryNames, r.ID)
	}
	out, err := client.BatchGetRepositoryScanningConfiguration(ctx, in)
	if err != nil {
		for _, r := range part {
			r.ScanFrequency = collect.Answer(s, BatchGetRepositoryScanningConfiguration, "", err)
		}
		return
	}
	for _, c := range out.ScanningConfigurations {
		if r := by[aws.ToString(c.RepositoryName)]; r != nil {
			r.ScanFrequency = inventory.FromEnum(c.ScanFrequency)
		}
	}
}

// details makes the calls that concern one repository (see the package's comment).
func details(ctx context.Context, s *collect.Scan, client *sdk.Client, r *Repository) {
	if s.Wants(GetRepositoryPolicy) {
		policy := ""
		out, err := client.GetRepositoryPolicy(ctx, &sdk.GetRepositoryPolicyInput{RepositoryName: &r.ID})
		if err == nil {
			policy = aws.ToString(out.PolicyText)
		}
		r.Policy = collect.Answer(s, GetRepositoryPolicy, policy, err)
	}
	if s.Wants(GetLifecyclePolicy) {
		policy := ""
		out, err := client.GetLifecyclePolicy(ctx, &sdk.GetLifecyclePolicyInput{RepositoryName: &r.ID})
		if err == nil {
			policy = aws.ToString(out.LifecyclePolicyText)
		}
		r.LifecyclePolicy = collect.Answer(s, GetLifecyclePolicy, policy, err)
	}
	if s.Wants(DescribeImages) {
		r.Images = images(ctx, s, client, r.ID)
		if newest := Newest(r.Images.Or(nil)); s.Wants(DescribeImageScanFindings) && newest != nil && newest.ScanStatus == "" && !newest.Index() {
			r.NewestScan = basicScan(ctx, s, client, r.ID, newest.Digest)
		}
	}
	if s.Wants(ListTagsForResource) {
		tags := map[string]string{}
		out, err := client.ListTagsForResource(ctx, &sdk.ListTagsForResourceInput{ResourceArn: &r.ARN})
		if err == nil {
			for _, t := range out.Tags {
				tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
			}
		}
		r.Tags = collect.Answer(s, ListTagsForResource, tags, err)
	}
}
