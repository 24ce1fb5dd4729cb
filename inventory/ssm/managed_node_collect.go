package ssm

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// ManagedNodeCollector brings the nodes of a region.
var ManagedNodeCollector = &collect.Collector{
	Types:   []*inventory.Type{ManagedNodeType},
	Lists:   []*inventory.Call{DescribeInstanceInformation},
	Details: []*inventory.Call{DescribeInstancePatchStates, GetPatchBaseline, DescribePatchBaselines, DescribeInstancePatches, ListResourceComplianceSummaries},
	Collect: collectNodes,
}

// batch is how many nodes DescribeInstancePatchStates takes, and a page of DescribeInstanceInformation holds, at most.
const batch = 50

func collectNodes(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	nodes, broken := listNodes(ctx, s, client)
	if s.Wants(DescribeInstancePatchStates) {
		batches := slices.Collect(slices.Chunk(nodes, batch))
		s.Each(ctx, len(batches), func(ctx context.Context, i int) { addPatchStates(ctx, s, client, batches[i]) })
		if s.Wants(GetPatchBaseline) {
			addBaselines(ctx, s, client, nodes)
		}
		if s.Wants(ListResourceComplianceSummaries) {
			addCompliance(ctx, s, client, nodes)
		}
		if s.Wants(DescribeInstancePatches) {
			addPatches(ctx, s, client, nodes)
		}
	}
	for _, n := range nodes {
		s.Emit(n)
	}
	return broken
}

func listNodes(ctx context.Context, s *collect.Scan, client *sdk.Client) ([]*ManagedNode, error) {
	var nodes []*ManagedNode
	p := sdk.NewDescribeInstanceInformationPaginator(client, &sdk.DescribeInstanceInformationInput{MaxResults: aws.Int32(batch)})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return nodes, err
		}
		for i := range page.InstanceInformationList {
			x := &page.InstanceInformationList[i]
			if id, ok := identified(s, ManagedNodeType, x.InstanceId); ok {
				nodes = append(nodes, newNode(s, id, x))
			}
		}
	}
	return nodes, nil
}

func newNode(s *collect.Scan, id string, x *types.InstanceInformation) *ManagedNode {
	n := &ManagedNode{
		Ref:              s.Ref(id, "ssm", "managed-instance/"+id),
		PingStatus:       inventory.FromEnum(x.PingStatus),
		LastPingDateTime: utc(x.LastPingDateTime),
		PlatformType:     inventory.FromEnum(x.PlatformType),
		PlatformName:     inventory.FromPtr(x.PlatformName),
		PlatformVersion:  inventory.FromPtr(x.PlatformVersion),
		AgentVersion:     inventory.FromPtr(x.AgentVersion),
		IsLatestVersion:  inventory.FromPtr(x.IsLatestVersion),
		ResourceType:     inventory.FromEnum(x.ResourceType),
	}
	n.Name = aws.ToString(x.Name)
	if n.Name == "" {
		n.Name = aws.ToString(x.ComputerName)
	}
	states := map[string]int32{}
	if x.AssociationOverview != nil {
		maps.Copy(states, x.AssociationOverview.InstanceAssociationStatusAggregatedCount)
	}
	n.AssociationStates = inventory.Known(states)
	return n
}

// addPatchStates asks for the states of at most fifty nodes. A node that the answer leaves out was never scanned.
func addPatchStates(ctx context.Context, s *collect.Scan, client *sdk.Client, nodes []*ManagedNode) {
	by, ids := map[string]*ManagedNode{}, make([]string, 0, len(nodes))
	for _, n := range nodes {
		by[n.ID] = n
		ids = append(ids, n.ID)
		n.PatchState = inventory.Known(PatchState{})
	}
	p := sdk.NewDescribeInstancePatchStatesPaginator(client, &sdk.DescribeInstancePatchStatesInput{InstanceIds: ids, MaxResults: aws.Int32(100)})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			for _, n := range by {
				n.PatchState = collect.Answer(s, DescribeInstancePatchStates, PatchState{}, err)
			}
			return
		}
		for i := range page.InstancePatchStates {
			x := &page.InstancePatchStates[i]
			n := by[aws.ToString(x.InstanceId)]
			if n == nil {
				continue
			}
			delete(by, n.ID)
			n.PatchState = patchState(x)
		}
	}
}

// patchState reads a state. The members that AWS requires of it must be there: without the time of the operation or its
// baseline the counts say nothing.
func patchState(x *types.InstancePatchState) inventory.Fact[PatchState] {
	if x.OperationEndTime == nil || x.Operation == "" || aws.ToString(x.BaselineId) == "" {
		return inventory.FromPtr[PatchState](nil)
	}
	p := PatchState{
		BaselineID: *x.BaselineId, Operation: string(x.Operation), OperationEndTime: x.OperationEndTime.UTC(),
		HasInstallOverrideList: aws.ToString(x.InstallOverrideList) != "",
		MissingCount:           x.MissingCount, FailedCount: x.FailedCount,
		InstalledRejectedCount: aws.ToInt32(x.InstalledRejectedCount), InstalledPendingRebootCount: aws.ToInt32(x.InstalledPendingRebootCount),
		CriticalNonCompliantCount: aws.ToInt32(x.CriticalNonCompliantCount), SecurityNonCompliantCount: aws.ToInt32(x.SecurityNonCompliantCount),
		OtherNonCompliantCount: aws.ToInt32(x.OtherNonCompliantCount), AvailableSecurityUpdateCount: aws.ToInt32(x.AvailableSecurityUpdateCount),
	}
	if t := x.LastNoRebootInstallOperationTime; t != nil {
		p.LastNoRebootInstallOperationTime = t.UTC()
	}
	return inventory.Known(p)
}

func utc(t *time.Time) inventory.Fact[time.Time] {
	if t == nil {
		return inventory.FromPtr(t)
	}
	return inventory.Known(t.UTC())
}
