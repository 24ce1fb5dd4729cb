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

// NodegroupCollector brings the managed node groups of a region.
var NodegroupCollector = &collect.Collector{
	Types:   []*inventory.Type{NodegroupType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListNodegroups, ListClusters, DescribeNodegroup},
	Details: []*inventory.Call{DescribeClusterVersions},
	Collect: collectNodegroups,
}

func collectNodegroups(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	clusters, broken := r.names(ctx)
	groups, errs := make([][]string, len(clusters)), make([]error, len(clusters))
	s.Each(ctx, len(clusters), func(ctx context.Context, i int) {
		for page, err := range collect.Pages(ctx, sdk.NewListNodegroupsPaginator(r.client, &sdk.ListNodegroupsInput{ClusterName: &clusters[i], MaxResults: aws.Int32(pageSize)})) {
			if err != nil {
				errs[i] = &collect.CallError{Call: ListNodegroups, Err: err}
				return
			}
			groups[i] = append(groups[i], page.Nodegroups...)
		}
	})
	type pair struct{ cluster, name string }
	var all []pair
	for i, c := range clusters {
		for _, g := range groups[i] {
			all = append(all, pair{c, g})
		}
	}
	unread := make([]error, len(all))
	// One call a node group: ListNodegroups tells names alone, and DescribeNodegroup takes one.
	s.Each(ctx, len(all), func(ctx context.Context, i int) {
		out, err := r.client.DescribeNodegroup(ctx, &sdk.DescribeNodegroupInput{ClusterName: &all[i].cluster, NodegroupName: &all[i].name})
		if err != nil {
			unread[i] = &collect.CallError{Call: DescribeNodegroup, Err: err}
			return
		}
		n := nodegroup(s, all[i].cluster, all[i].name, out.Nodegroup)
		if v := n.Version.Or(""); v != "" {
			n.Support = r.support(ctx, v)
		}
		s.Emit(n)
	})
	if err := first(slices.Concat(errs, unread)); err != nil {
		return err
	}
	return broken
}

func nodegroup(s *collect.Scan, cluster, name string, x *types.Nodegroup) *Nodegroup {
	id := cluster + "/" + name
	n := &Nodegroup{
		Ref: s.Ref(id, "eks", "nodegroup/"+id), ClusterName: inventory.Known(cluster), Status: inventory.FromEnum(x.Status), Version: inventory.Known(aws.ToString(x.Version)),
		AMIType: inventory.FromEnum(x.AmiType), ReleaseVersion: inventory.FromPtr(x.ReleaseVersion), CapacityType: inventory.FromEnum(x.CapacityType),
		LaunchTemplateID: inventory.Known(""), SSHKey: inventory.Known(""), SSHSources: inventory.Known[[]string](nil), NodeRole: inventory.FromPtr(x.NodeRole),
	}
	if x.NodegroupArn != nil {
		n.ARN = *x.NodegroupArn
	}
	n.Name, n.Tags = name, inventory.Known(x.Tags)
	if x.LaunchTemplate != nil {
		n.LaunchTemplateID = inventory.Known(aws.ToString(x.LaunchTemplate.Id))
	}
	if a := x.RemoteAccess; a != nil {
		n.SSHKey, n.SSHSources = inventory.Known(aws.ToString(a.Ec2SshKey)), inventory.Known(slices.Sorted(slices.Values(a.SourceSecurityGroups)))
	}
	var groups, issues []string
	if x.Resources != nil {
		for _, g := range x.Resources.AutoScalingGroups {
			groups = append(groups, aws.ToString(g.Name))
		}
	}
	if x.Health != nil {
		for _, i := range x.Health.Issues {
			issues = append(issues, string(i.Code))
		}
	}
	slices.Sort(groups)
	slices.Sort(issues)
	n.AutoScalingGroups, n.HealthIssues = inventory.Known(groups), inventory.Known(issues)
	return n
}
