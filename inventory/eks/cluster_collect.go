package eks

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/eks"
	"github.com/aws/aws-sdk-go-v2/service/eks/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// ClusterCollector brings the clusters of a region and the hybrid nodes that may join them. ListClusters alone
// enumerates them; a cluster that cannot be described makes the listing incomplete.
var ClusterCollector = &collect.Collector{
	Types:   []*inventory.Type{ClusterType, HybridNodesType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListClusters, DescribeCluster},
	Details: []*inventory.Call{DescribeClusterVersions, ListAccessEntries, ListAssociatedAccessPolicies, ListInsights, ListAddons, DescribeAddon},
	Collect: collectClusters,
}

// pageSize is the most that EKS returns in a page.
const pageSize = 100

// expected are the members without which an answer is none: the SDK reads an empty object as "there is nothing".
var expected = map[string][]string{
	"ListClusters": {"clusters"}, "DescribeCluster": {"cluster"}, "DescribeClusterVersions": {"clusterVersions"}, "ListNodegroups": {"nodegroups"},
	"DescribeNodegroup": {"nodegroup"}, "ListFargateProfiles": {"fargateProfileNames"}, "DescribeFargateProfile": {"fargateProfile"}, "ListAccessEntries": {"accessEntries"},
	"ListAssociatedAccessPolicies": {"associatedAccessPolicies"}, "ListInsights": {"insights"}, "ListAddons": {"addons"}, "DescribeAddon": {"addon"},
}

// run is one run of a collector.
type run struct {
	*collect.Scan
	client *sdk.Client
}

func newRun(s *collect.Scan) run {
	return run{s, sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })}
}

// names returns the names of the region's clusters, which every collector of EKS begins with: they are asked for once.
func (r run) names(ctx context.Context) ([]string, error) {
	return collect.Shared(r.Scan, ListClusters, func() ([]string, error) {
		var out []string
		for page, err := range collect.Pages(ctx, sdk.NewListClustersPaginator(r.client, &sdk.ListClustersInput{MaxResults: aws.Int32(pageSize)})) {
			if err != nil {
				return out, &collect.CallError{Call: ListClusters, Err: err}
			}
			out = append(out, page.Clusters...)
		}
		return out, nil
	})
}

// versions returns what EKS says of the versions of Kubernetes, those that are out of support among them. It is asked
// for once for all collectors.
func (r run) versions(ctx context.Context) (map[string]Support, error) {
	return collect.Shared(r.Scan, DescribeClusterVersions, func() (map[string]Support, error) {
		out := map[string]Support{}
		for page, err := range collect.Pages(ctx, sdk.NewDescribeClusterVersionsPaginator(r.client, &sdk.DescribeClusterVersionsInput{MaxResults: aws.Int32(pageSize), IncludeAll: aws.Bool(true)})) {
			if err != nil {
				return nil, err
			}
			for _, v := range page.ClusterVersions {
				out[aws.ToString(v.ClusterVersion)] = Support{
					VersionStatus:            string(v.VersionStatus),
					EndOfStandardSupportDate: aws.ToTime(v.EndOfStandardSupportDate).UTC(), EndOfExtendedSupportDate: aws.ToTime(v.EndOfExtendedSupportDate).UTC(),
				}
			}
		}
		return out, nil
	})
}

// support returns what EKS says of one version. A version that the answer does not have is a gap.
func (r run) support(ctx context.Context, version string) inventory.Fact[Support] {
	if !r.Wants(DescribeClusterVersions) {
		return inventory.Fact[Support]{}
	}
	all, err := r.versions(ctx)
	if err != nil {
		return collect.Answer(r.Scan, DescribeClusterVersions, Support{}, err)
	}
	x, ok := all[version]
	if !ok {
		return inventory.FromPtr[Support](nil)
	}
	return inventory.Known(x)
}

func collectClusters(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	names, broken := r.names(ctx)
	errs := make([]error, len(names))
	// One call a cluster, and one for each of the lists that belong to it: EKS answers for one at a time.
	s.Each(ctx, len(names), func(ctx context.Context, i int) {
		out, err := r.client.DescribeCluster(ctx, &sdk.DescribeClusterInput{Name: &names[i]})
		if err != nil {
			errs[i] = &collect.CallError{Call: DescribeCluster, Err: err}
			return
		}
		c := cluster(s, names[i], out.Cluster)
		c.Support = r.support(ctx, c.Version.Or(""))
		if s.Wants(ListAccessEntries) || s.Wants(ListAssociatedAccessPolicies) {
			c.AccessEntries = r.entries(ctx, c)
		}
		if s.Wants(ListAssociatedAccessPolicies) {
			c.AccessPolicies = r.policies(ctx, c)
		}
		if s.Wants(ListInsights) {
			c.Insights = r.insights(ctx, c.ID)
		}
		if s.Wants(DescribeAddon) {
			c.AddOns = r.addOns(ctx, c.ID)
		}
		s.Emit(c)
		if networks := c.RemoteNodeNetworks.Or(nil); len(networks) > 0 {
			s.Emit(&HybridNodes{Ref: c.Ref, RemoteNodeNetworks: c.RemoteNodeNetworks})
		}
	})
	if err := first(errs); err != nil {
		return err
	}
	return broken
}

// first returns the first error, in the order of what was asked.
func first(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// cluster takes over what DescribeCluster says. What a cluster need not have is known to be nothing where the answer
// leaves it out: no key of the customer's, no Auto Mode, no remote networks, no protection.
func cluster(s *collect.Scan, name string, x *types.Cluster) *Cluster {
	c := &Cluster{
		Ref: s.Ref(name, "eks", "cluster/"+name), Status: inventory.FromEnum(x.Status), Version: inventory.FromPtr(x.Version),
		UpgradePolicy: inventory.FromPtr[string](nil), EndpointPublicAccess: inventory.FromPtr[bool](nil), EndpointPrivateAccess: inventory.FromPtr[bool](nil),
		PublicAccessCIDRs: inventory.FromPtr[[]string](nil), Logging: inventory.FromPtr[[]string](nil), AuthenticationMode: inventory.FromPtr[string](nil),
		AutoMode: inventory.Known(x.ComputeConfig != nil && aws.ToBool(x.ComputeConfig.Enabled)), DeletionProtection: inventory.Known(aws.ToBool(x.DeletionProtection)),
	}
	if x.Arn != nil {
		c.ARN = *x.Arn
	}
	c.Tags = inventory.Known(x.Tags)
	if x.UpgradePolicy != nil {
		c.UpgradePolicy = inventory.FromEnum(x.UpgradePolicy.SupportType)
	}
	if v := x.ResourcesVpcConfig; v != nil {
		c.EndpointPublicAccess, c.EndpointPrivateAccess = inventory.Known(v.EndpointPublicAccess), inventory.Known(v.EndpointPrivateAccess)
		c.PublicAccessCIDRs = inventory.Known(slices.Sorted(slices.Values(v.PublicAccessCidrs)))
	}
	if x.AccessConfig != nil {
		c.AuthenticationMode = inventory.FromEnum(x.AccessConfig.AuthenticationMode)
	}
	key := ""
	for _, e := range x.EncryptionConfig {
		if e.Provider != nil && slices.Contains(e.Resources, "secrets") { //nolint:staticcheck // SA1019: what else is encrypted no longer varies, whose key it is with does
			key = aws.ToString(e.Provider.KeyArn)
		}
	}
	c.SecretsKeyARN = inventory.Known(key)
	if x.Logging != nil {
		var on []string
		for _, l := range x.Logging.ClusterLogging {
			for _, t := range l.Types {
				if aws.ToBool(l.Enabled) {
					on = append(on, string(t))
				}
			}
		}
		slices.Sort(on)
		c.Logging = inventory.Known(on)
	}
	var remote []string
	if x.RemoteNetworkConfig != nil {
		for _, n := range x.RemoteNetworkConfig.RemoteNodeNetworks {
			remote = append(remote, n.Cidrs...)
		}
	}
	slices.Sort(remote)
	c.RemoteNodeNetworks = inventory.Known(remote)
	return c
}
