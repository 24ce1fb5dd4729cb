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

// CoverageCollector brings the EC2 instances that Inspector knows. Where EC2 is not scanned there are none, and
// Inspector refuses the other calls to an account that does not use it: so its status is asked first.
var CoverageCollector = &collect.Collector{
	Types:   []*inventory.Type{CoverageType},
	Lists:   []*inventory.Call{BatchGetAccountStatus, ListCoverage},
	Details: []*inventory.Call{ListFindingAggregations, ListFindings},
	Collect: collectCoverage,
}

func collectCoverage(ctx context.Context, s *collect.Scan) error {
	x, err := status(ctx, s)
	if err != nil {
		return &collect.CallError{Call: BatchGetAccountStatus, Err: err}
	}
	if state := x.ResourceState.Ec2; state != nil && state.Status == types.StatusDisabled {
		return nil
	}
	client := newClient(s)
	found, broken := listCoverage(ctx, s, client)
	if s.Wants(ListFindingAggregations) && len(found) > 0 {
		addCounts(ctx, s, client, found)
		if s.Wants(ListFindings) {
			addFindings(ctx, s, client, found)
		}
	}
	for _, c := range found {
		s.Emit(c)
	}
	if broken != nil {
		return &collect.CallError{Call: ListCoverage, Err: broken}
	}
	return nil
}

// listCoverage asks for this account alone: a delegated administrator would get those of all members.
func listCoverage(ctx context.Context, s *collect.Scan, client *sdk.Client) ([]*Coverage, error) {
	is := func(v string) []types.CoverageStringFilter {
		return []types.CoverageStringFilter{{Comparison: types.CoverageStringComparisonEquals, Value: &v}}
	}
	p := sdk.NewListCoveragePaginator(client, &sdk.ListCoverageInput{MaxResults: aws.Int32(200), FilterCriteria: &types.CoverageFilterCriteria{
		AccountId: is(s.Account), ResourceType: is(string(types.CoverageResourceTypeAwsEc2Instance)), ScanType: is(string(types.ScanTypePackage)),
	}})
	var found []*Coverage
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return found, err
		}
		for _, x := range page.CoveredResources {
			id := aws.ToString(x.ResourceId)
			if id == "" {
				s.Incomplete(CoverageType.Kind, &inventory.Gap{Class: inventory.Omitted, Call: ListCoverage.String(), Region: s.Region, Detail: "an item has no resourceId"})
				continue
			}
			c := &Coverage{
				Ref:          inventory.Ref{ID: id, Account: s.Account, Region: s.Region},
				ResourceType: inventory.FromEnum(x.ResourceType), ScanMode: inventory.FromEnum(x.ScanMode),
				// A resource that was never scanned has no time (API reference, CoveredResource).
				LastScannedAt: inventory.Known(aws.ToTime(x.LastScannedAt).UTC()),
			}
			if x.ScanStatus != nil {
				c.ScanStatusCode, c.ScanStatusReason = inventory.FromEnum(x.ScanStatus.StatusCode), inventory.FromEnum(x.ScanStatus.Reason)
			}
			found = append(found, c)
		}
	}
	return found, nil
}

// addCounts brings the counts of all instances in pages of a hundred. One that it leaves out has no active finding.
func addCounts(ctx context.Context, s *collect.Scan, client *sdk.Client, found []*Coverage) {
	by := make(map[string]*Coverage, len(found))
	for _, c := range found {
		by[c.ID] = c
		c.Counts = inventory.Known(SeverityCounts{})
	}
	p := sdk.NewListFindingAggregationsPaginator(client, &sdk.ListFindingAggregationsInput{
		AggregationType: types.AggregationTypeAwsEc2Instance, AccountIds: equal(s.Account), MaxResults: aws.Int32(100),
	})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			for _, c := range found {
				c.Counts = collect.Answer(s, ListFindingAggregations, SeverityCounts{}, err)
			}
			return
		}
		for _, r := range page.Responses {
			m, ok := r.(*types.AggregationResponseMemberEc2InstanceAggregation)
			if !ok {
				continue
			}
			if c := by[aws.ToString(m.Value.InstanceId)]; c != nil {
				c.Counts = counts(m.Value.SeverityCounts)
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

// addFindings drills down only if some instance has a finding of weight. One filtered listing then costs less than one
// for each instance.
func addFindings(ctx context.Context, s *collect.Scan, client *sdk.Client, found []*Coverage) {
	weighty := map[string]*Coverage{}
	for _, c := range found {
		// What Counts does not tell must be looked at, too.
		if n := c.Counts.Or(SeverityCounts{High: 1}); n.Critical+n.High > 0 {
			weighty[c.ID] = c
		}
	}
	if len(weighty) == 0 {
		return
	}
	lists := map[string][]Finding{}
	p := sdk.NewListFindingsPaginator(client, &sdk.ListFindingsInput{MaxResults: aws.Int32(100), FilterCriteria: &types.FilterCriteria{
		AwsAccountId: equal(s.Account), FindingStatus: equal(string(types.FindingStatusActive)), FindingType: equal(string(types.FindingTypePackageVulnerability)),
		ResourceType: equal(string(types.ResourceTypeAwsEc2Instance)), Severity: equal(string(types.SeverityCritical), string(types.SeverityHigh)),
	}})
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
				lists[aws.ToString(r.Id)] = append(lists[aws.ToString(r.Id)], finding(f))
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

func finding(x *types.Finding) Finding {
	f := Finding{Severity: string(x.Severity), FixAvailable: string(x.FixAvailable), ExploitAvailable: string(x.ExploitAvailable)}
	if x.PackageVulnerabilityDetails != nil {
		f.VulnerabilityID = aws.ToString(x.PackageVulnerabilityDetails.VulnerabilityId)
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
