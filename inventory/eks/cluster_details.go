package eks

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/eks"
	"github.com/aws/aws-sdk-go-v2/service/eks/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// entries lists the principals with an access entry. A cluster in CONFIG_MAP mode has none, and refuses the question.
func (r run) entries(ctx context.Context, c *Cluster) inventory.Fact[[]string] {
	if c.AuthenticationMode.Or("") == string(types.AuthenticationModeConfigMap) {
		return inventory.Fact[[]string]{}
	}
	var all []string
	for page, err := range collect.Pages(ctx, sdk.NewListAccessEntriesPaginator(r.client, &sdk.ListAccessEntriesInput{ClusterName: &c.ID, MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			return collect.Answer[[]string](r.Scan, ListAccessEntries, nil, err)
		}
		all = append(all, page.AccessEntries...)
	}
	slices.Sort(all)
	return inventory.Known(all)
}

// addOns lists and describes the add-ons of a cluster, one call each: the list has names alone.
func (r run) addOns(ctx context.Context, name string) inventory.Fact[[]AddOn] {
	var all []AddOn
	for page, err := range collect.Pages(ctx, sdk.NewListAddonsPaginator(r.client, &sdk.ListAddonsInput{ClusterName: &name, MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			return collect.Answer[[]AddOn](r.Scan, ListAddons, nil, err)
		}
		for _, n := range page.Addons {
			out, err := r.client.DescribeAddon(ctx, &sdk.DescribeAddonInput{ClusterName: &name, AddonName: &n})
			if err != nil {
				return collect.Answer[[]AddOn](r.Scan, DescribeAddon, nil, err)
			}
			a := AddOn{Name: n, Version: aws.ToString(out.Addon.AddonVersion), Status: string(out.Addon.Status)}
			if h := out.Addon.Health; h != nil {
				for _, issue := range h.Issues {
					a.Issues = append(a.Issues, string(issue.Code))
				}
				slices.Sort(a.Issues)
			}
			all = append(all, a)
		}
	}
	return inventory.Known(all)
}

// policies lists the access policies of each principal with an access entry, one call each. AWS's service-linked roles
// are not asked for: their entries are EKS's own, and nobody can change them.
func (r run) policies(ctx context.Context, c *Cluster) inventory.Fact[[]AccessPolicy] {
	if c.AccessEntries.IsZero() {
		return inventory.Fact[[]AccessPolicy]{}
	}
	entries, gap := c.AccessEntries.Get()
	if gap != nil {
		return inventory.Missing[[]AccessPolicy](gap)
	}
	var all []AccessPolicy
	for _, arn := range entries {
		if strings.Contains(arn, ":role/aws-service-role/") {
			continue
		}
		in := &sdk.ListAssociatedAccessPoliciesInput{ClusterName: &c.ID, PrincipalArn: &arn, MaxResults: aws.Int32(pageSize)}
		for page, err := range collect.Pages(ctx, sdk.NewListAssociatedAccessPoliciesPaginator(r.client, in)) {
			if err != nil {
				return collect.Answer[[]AccessPolicy](r.Scan, ListAssociatedAccessPolicies, nil, err)
			}
			for _, p := range page.AssociatedAccessPolicies {
				x := AccessPolicy{PrincipalARN: arn, PolicyARN: aws.ToString(p.PolicyArn)}
				if p.AccessScope != nil {
					x.ScopeType, x.Namespaces = string(p.AccessScope.Type), slices.Sorted(slices.Values(p.AccessScope.Namespaces))
				}
				all = append(all, x)
			}
		}
	}
	slices.SortFunc(all, func(a, b AccessPolicy) int {
		return cmp.Or(cmp.Compare(a.PrincipalARN, b.PrincipalARN), cmp.Compare(a.PolicyARN, b.PolicyARN))
	})
	return inventory.Known(all)
}

// insights lists what EKS found in a cluster, of every category and status.
func (r run) insights(ctx context.Context, name string) inventory.Fact[[]Insight] {
	var all []Insight
	for page, err := range collect.Pages(ctx, sdk.NewListInsightsPaginator(r.client, &sdk.ListInsightsInput{ClusterName: &name, MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			return collect.Answer[[]Insight](r.Scan, ListInsights, nil, err)
		}
		for _, x := range page.Insights {
			i := Insight{Name: aws.ToString(x.Name), Category: string(x.Category), KubernetesVersion: aws.ToString(x.KubernetesVersion), LastRefreshTime: aws.ToTime(x.LastRefreshTime).UTC()}
			if x.InsightStatus != nil {
				i.Status = string(x.InsightStatus.Status)
			}
			all = append(all, i)
		}
	}
	slices.SortFunc(all, func(a, b Insight) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.KubernetesVersion, b.KubernetesVersion))
	})
	return inventory.Known(all)
}
