package ssm

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// Bounds of what is asked and kept of patches by name: they explain a verdict that the counts have given already.
const (
	patchedNodes = 50 // of a region, the worst first
	keptPatches  = 10 // of a node, the worst first
)

// addCompliance asks for the reports of patch compliance if a node has no patch state. Where they cannot be read, every
// node of the region has a gap: a report may contradict the state of any of them.
func addCompliance(ctx context.Context, s *collect.Scan, client *sdk.Client, nodes []*ManagedNode) {
	unscanned := func(n *ManagedNode) bool {
		state, gap := n.PatchState.Get()
		return gap == nil && state.Operation == ""
	}
	if !slices.ContainsFunc(nodes, unscanned) {
		return
	}
	found, err := listCompliance(ctx, client)
	for _, n := range nodes {
		c, ok := found[n.ID]
		if ok {
			n.PatchCompliance = inventory.Known(c)
			continue
		}
		n.PatchCompliance = collect.Answer(s, ListResourceComplianceSummaries, c, err)
	}
}

func listCompliance(ctx context.Context, client *sdk.Client) (map[string]PatchCompliance, error) {
	found := map[string]PatchCompliance{}
	p := sdk.NewListResourceComplianceSummariesPaginator(client, &sdk.ListResourceComplianceSummariesInput{
		MaxResults: aws.Int32(batch),
		Filters:    []types.ComplianceStringFilter{{Key: aws.String("ComplianceType"), Values: []string{"Patch"}, Type: types.ComplianceQueryOperatorTypeEqual}},
	})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return found, err
		}
		for i := range page.ResourceComplianceSummaryItems {
			if x := &page.ResourceComplianceSummaryItems[i]; x.Status != "" {
				found[aws.ToString(x.ResourceId)] = compliance(x)
			}
		}
	}
	return found, nil
}

func compliance(x *types.ResourceComplianceSummaryItem) PatchCompliance {
	c := PatchCompliance{Status: string(x.Status), OverallSeverity: string(x.OverallSeverity)}
	if x.NonCompliantSummary != nil {
		c.NonCompliantCount = x.NonCompliantSummary.NonCompliantCount
	}
	if e := x.ExecutionSummary; e != nil && e.ExecutionTime != nil {
		c.ExecutionTime = e.ExecutionTime.UTC()
	}
	return c
}

// addPatches asks what the worst nodes lack, one call each.
func addPatches(ctx context.Context, s *collect.Scan, client *sdk.Client, nodes []*ManagedNode) {
	worst := slices.DeleteFunc(slices.Clone(nodes), func(n *ManagedNode) bool { return lacking(n) == 0 })
	slices.SortStableFunc(worst, func(a, b *ManagedNode) int {
		x, y := a.PatchState.Or(PatchState{}), b.PatchState.Or(PatchState{})
		return cmp.Or(-cmp.Compare(x.CriticalNonCompliantCount, y.CriticalNonCompliantCount), -cmp.Compare(lacking(a), lacking(b)), cmp.Compare(a.ID, b.ID))
	})
	worst = worst[:min(len(worst), patchedNodes)]
	s.Each(ctx, len(worst), func(ctx context.Context, i int) {
		out, err := client.DescribeInstancePatches(ctx, &sdk.DescribeInstancePatchesInput{
			InstanceId: &worst[i].ID, MaxResults: aws.Int32(100),
			Filters: []types.PatchOrchestratorFilter{{Key: aws.String("State"), Values: []string{"Missing", "Failed"}}},
		})
		worst[i].Patches = collect.Answer(s, DescribeInstancePatches, patches(out), err)
	})
}

// lacking is how many patches a node's state counts as missing or failed.
func lacking(n *ManagedNode) int32 {
	state := n.PatchState.Or(PatchState{})
	return state.MissingCount + state.FailedCount
}

func patches(out *sdk.DescribeInstancePatchesOutput) []Patch {
	if out == nil {
		return nil
	}
	var list []Patch
	for _, x := range out.Patches {
		list = append(list, Patch{aws.ToString(x.KBId), aws.ToString(x.Classification), aws.ToString(x.Severity), string(x.State), aws.ToString(x.CVEIds)})
	}
	slices.SortFunc(list, func(a, b Patch) int {
		return cmp.Or(cmp.Compare(rank(a.Severity), rank(b.Severity)), cmp.Compare(a.KBID, b.KBID), cmp.Compare(a.State, b.State))
	})
	return list[:min(len(list), keptPatches)]
}

// rank orders severities from the worst, by the words of all operating systems (API reference, PatchFilter).
func rank(severity string) int {
	for i, words := range [][]string{{"Critical"}, {"Important", "High"}, {"Moderate", "Medium"}, {"Low", "Negligible"}} {
		if slices.Contains(words, severity) {
			return i
		}
	}
	return 4
}
