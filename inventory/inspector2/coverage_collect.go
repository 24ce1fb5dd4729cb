package inspector2

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/inspector2"
	"github.com/aws/aws-sdk-go-v2/service/inspector2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// A listing is what Inspector knows of one kind in a region: the resources in their order, and what is known of each by
// its id.
type listing struct {
	all []inventory.Resource
	of  map[string]*Inspected
}

func collectCoverage(ctx context.Context, s *collect.Scan, k scanned) error {
	x, err := status(ctx, s)
	if err != nil {
		return &collect.CallError{Call: BatchGetAccountStatus, Err: err}
	}
	if state := k.state(x.ResourceState); state != nil && state.Status == types.StatusDisabled {
		return nil
	}
	client := newClient(s)
	l, broken := listCoverage(ctx, s, client, k)
	if s.Wants(ListFindingAggregations) && len(l.all) > 0 {
		addCounts(ctx, s, client, k, l.of)
		if s.Wants(ListFindings) {
			addFindings(ctx, s, client, k, l.of)
		}
	}
	for _, c := range l.all {
		s.Emit(c)
	}
	if broken != nil {
		return &collect.CallError{Call: ListCoverage, Err: broken}
	}
	return nil
}

// listCoverage asks for this account alone: a delegated administrator would get those of all members.
func listCoverage(ctx context.Context, s *collect.Scan, client *sdk.Client, k scanned) (listing, error) {
	is := func(v string) []types.CoverageStringFilter {
		return []types.CoverageStringFilter{{Comparison: types.CoverageStringComparisonEquals, Value: &v}}
	}
	p := sdk.NewListCoveragePaginator(client, &sdk.ListCoverageInput{MaxResults: aws.Int32(200), FilterCriteria: &types.CoverageFilterCriteria{
		AccountId: is(s.Account), ResourceType: is(string(k.covered)), ScanType: is(string(types.ScanTypePackage)),
	}})
	l := listing{of: map[string]*Inspected{}}
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return l, err
		}
		for i := range page.CoveredResources {
			x := &page.CoveredResources[i]
			id := k.idOf(x.ResourceId)
			if id == "" {
				s.Incomplete(k.kind, &inventory.Gap{Class: inventory.Omitted, Call: ListCoverage.String(), Region: s.Region, Detail: "an item has no resourceId"})
				continue
			}
			r, c := k.create(inventory.Ref{ID: id, Account: s.Account, Region: s.Region}, x)
			*c = Inspected{
				ResourceType: inventory.FromEnum(x.ResourceType), ScanMode: inventory.FromEnum(x.ScanMode),
				// A resource that was never scanned has no time (API reference, CoveredResource).
				LastScannedAt: inventory.Known(aws.ToTime(x.LastScannedAt).UTC()),
			}
			if x.ScanStatus != nil {
				c.ScanStatusCode, c.ScanStatusReason = inventory.FromEnum(x.ScanStatus.StatusCode), inventory.FromEnum(x.ScanStatus.Reason)
			}
			l.all, l.of[id] = append(l.all, r), c
		}
	}
	return l, nil
}

// addCounts brings the counts of all resources in pages of a hundred. One that it leaves out has no active finding.
func addCounts(ctx context.Context, s *collect.Scan, client *sdk.Client, k scanned, found map[string]*Inspected) {
	for _, c := range found {
		c.Counts = inventory.Known(SeverityCounts{})
	}
	p := sdk.NewListFindingAggregationsPaginator(client, &sdk.ListFindingAggregationsInput{
		AggregationType: k.aggregated, AccountIds: equal(s.Account), MaxResults: aws.Int32(100),
	})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			for _, c := range found {
				c.Counts = collect.Answer(s, ListFindingAggregations, SeverityCounts{}, err)
			}
			return
		}
		for _, r := range page.Responses {
			id, x := k.counted(r)
			if c := found[k.idOf(id)]; c != nil {
				c.Counts = counts(x)
			}
		}
	}
}

func counts(x *types.SeverityCounts) inventory.Fact[SeverityCounts] {
	if x == nil || x.Critical == nil || x.High == nil {
		return inventory.FromPtr[SeverityCounts](nil)
	}
	return inventory.Known(SeverityCounts{Critical: *x.Critical, High: *x.High, Medium: aws.ToInt64(x.Medium)})
}

// addFindings drills down only if some resource has a finding of weight. One filtered listing then costs less than one
// for each resource, or for each ten of them, which is the most that a filter by resourceId takes: the findings that it
// brings are the same.
func addFindings(ctx context.Context, s *collect.Scan, client *sdk.Client, k scanned, found map[string]*Inspected) {
	weighty := map[string]*Inspected{}
	for id, c := range found {
		// What Counts does not tell must be looked at, too.
		if n := c.Counts.Or(SeverityCounts{High: 1}); n.Critical+n.High > 0 {
			weighty[id] = c
		}
	}
	if len(weighty) == 0 {
		return
	}
	lists := map[string][]Finding{}
	p := sdk.NewListFindingsPaginator(client, &sdk.ListFindingsInput{MaxResults: aws.Int32(100), FilterCriteria: criteria(s.Account, k)})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			for _, c := range weighty {
				c.Findings = collect.Answer[[]Finding](s, ListFindings, nil, err)
			}
			return
		}
		for i := range page.Findings {
			f := &page.Findings[i]
			for _, r := range f.Resources {
				id := k.idOf(r.Id)
				lists[id] = append(lists[id], finding(f))
			}
		}
	}
	for id, c := range weighty {
		list := lists[id]
		slices.SortFunc(list, func(a, b Finding) int {
			return cmp.Or(cmp.Compare(a.VulnerabilityID, b.VulnerabilityID), a.FirstObservedAt.Compare(b.FirstObservedAt))
		})
		c.Findings = inventory.Known(list)
	}
}

// criteria are those of findings of weight. "Not NO" keeps a finding that does not say whether there is a fix.
func criteria(account string, k scanned) *types.FilterCriteria {
	c := &types.FilterCriteria{
		AwsAccountId: equal(account), FindingStatus: equal(string(types.FindingStatusActive)), FindingType: equal(string(types.FindingTypePackageVulnerability)),
		ResourceType: equal(string(k.found)), Severity: equal(string(types.SeverityCritical), string(types.SeverityHigh)),
	}
	if k.fixableOnly {
		c.FixAvailable = []types.StringFilter{{Comparison: types.StringComparisonNotEquals, Value: aws.String(string(types.FixAvailableNo))}}
	}
	return c
}

func finding(x *types.Finding) Finding {
	f := Finding{Severity: string(x.Severity), FixAvailable: string(x.FixAvailable), ExploitAvailable: string(x.ExploitAvailable)}
	if d := x.PackageVulnerabilityDetails; d != nil {
		f.VulnerabilityID = aws.ToString(d.VulnerabilityId)
		for i := range d.VulnerablePackages {
			if m := string(d.VulnerablePackages[i].PackageManager); m != "" {
				f.PackageManagers = append(f.PackageManagers, m)
			}
		}
		slices.Sort(f.PackageManagers)
		f.PackageManagers = slices.Compact(f.PackageManagers)
	}
	f.FirstObservedAt = aws.ToTime(x.FirstObservedAt).UTC() // the zero time where the answer has none
	return f
}

func equal(values ...string) []types.StringFilter {
	var out []types.StringFilter
	for _, v := range values {
		out = append(out, types.StringFilter{Comparison: types.StringComparisonEquals, Value: &v})
	}
	return out
}
