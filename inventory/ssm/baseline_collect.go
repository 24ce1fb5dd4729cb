package ssm

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// addBaselines asks for each baseline in use once: one call each, since there is no batch form, for a handful.
func addBaselines(ctx context.Context, s *collect.Scan, client *sdk.Client, nodes []*ManagedNode) {
	users := map[string][]*ManagedNode{}
	for _, n := range nodes {
		if id := n.PatchState.Or(PatchState{}).BaselineID; id != "" {
			users[id] = append(users[id], n)
		}
	}
	ids := slices.Sorted(maps.Keys(users))
	predefined := sync.OnceValues(func() (map[string]string, error) { return listPredefined(ctx, client) })
	s.Each(ctx, len(ids), func(ctx context.Context, i int) {
		b := readBaseline(ctx, s, client, ids[i], predefined)
		for _, n := range users[ids[i]] {
			n.Baseline = b
		}
	})
}

// readBaseline asks for a baseline by the id that a state names. GetPatchBaseline knows the baselines that AWS provides
// by their ARN alone (API reference), so a bare id that it does not know is looked for among those.
func readBaseline(ctx context.Context, s *collect.Scan, client *sdk.Client, id string, predefined func() (map[string]string, error)) inventory.Fact[Baseline] {
	out, err := client.GetPatchBaseline(ctx, &sdk.GetPatchBaselineInput{BaselineId: &id})
	var none *types.DoesNotExistException
	if errors.As(err, &none) && s.Wants(DescribePatchBaselines) {
		arns, listed := predefined()
		if listed != nil {
			return collect.Answer(s, DescribePatchBaselines, Baseline{}, listed)
		}
		if arn, ok := arns[id]; ok {
			out, err = client.GetPatchBaseline(ctx, &sdk.GetPatchBaselineInput{BaselineId: &arn})
		}
	}
	if err != nil {
		return collect.Answer(s, GetPatchBaseline, Baseline{}, err)
	}
	return inventory.Known(baseline(out))
}

// listPredefined returns the ARNs of the baselines that AWS provides, by their ids.
func listPredefined(ctx context.Context, client *sdk.Client) (map[string]string, error) {
	arns := map[string]string{}
	p := sdk.NewDescribePatchBaselinesPaginator(client, &sdk.DescribePatchBaselinesInput{
		MaxResults: aws.Int32(100),
		Filters:    []types.PatchOrchestratorFilter{{Key: aws.String("OWNER"), Values: []string{"AWS"}}},
	})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return nil, err
		}
		for _, x := range page.BaselineIdentities {
			arn := aws.ToString(x.BaselineId)
			arns[arn[strings.LastIndexByte(arn, '/')+1:]] = arn
		}
	}
	return arns, nil
}

func baseline(x *sdk.GetPatchBaselineOutput) Baseline {
	b := Baseline{
		BaselineID: aws.ToString(x.BaselineId), Name: aws.ToString(x.Name), OperatingSystem: string(x.OperatingSystem), GlobalFilters: filters(x.GlobalFilters),
		ApprovedPatches: len(x.ApprovedPatches), RejectedPatches: len(x.RejectedPatches),
		AvailableSecurityUpdatesComplianceStatus: string(x.AvailableSecurityUpdatesComplianceStatus),
	}
	if x.ApprovalRules != nil {
		for _, r := range x.ApprovalRules.PatchRules {
			b.Rules = append(b.Rules, ApprovalRule{filters(r.PatchFilterGroup), r.ApproveAfterDays, aws.ToString(r.ApproveUntilDate)})
		}
	}
	return b
}

func filters(g *types.PatchFilterGroup) []PatchFilter {
	if g == nil {
		return nil
	}
	var out []PatchFilter
	for _, f := range g.PatchFilters {
		out = append(out, PatchFilter{string(f.Key), f.Values})
	}
	return out
}
