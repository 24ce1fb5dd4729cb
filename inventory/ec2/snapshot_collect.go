package ec2

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// SnapshotCollector brings the account's own snapshots. DescribeSnapshotAttribute has no batch form: it is made once
// for each snapshot, and only when a check of sharing with single accounts is selected. Which snapshots are public is
// known from one more listing instead.
var SnapshotCollector = &collect.Collector{
	Types:   []*inventory.Type{SnapshotType},
	Lists:   []*inventory.Call{DescribeSnapshots},
	Details: []*inventory.Call{DescribeSnapshotAttribute},
	Collect: collectSnapshots,
}

func collectSnapshots(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config())
	own, err := listSnapshots(ctx, s, client)
	if len(own) > 0 {
		addPublic(ctx, s, client, own)
	}
	if s.Wants(DescribeSnapshotAttribute) {
		s.Each(ctx, len(own), func(ctx context.Context, i int) {
			out, err := client.DescribeSnapshotAttribute(ctx, &sdk.DescribeSnapshotAttributeInput{SnapshotId: &own[i].ID, Attribute: "createVolumePermission"})
			if err != nil {
				own[i].CreateVolumePermissions = collect.Answer[[]VolumePermission](s, DescribeSnapshotAttribute, nil, err)
			} else if aws.ToString(out.SnapshotId) != own[i].ID {
				own[i].CreateVolumePermissions = inventory.FromPtr[[]VolumePermission](nil) // an answer to another question
			} else {
				own[i].CreateVolumePermissions = inventory.Known(permissionsOf(out.CreateVolumePermissions))
			}
		})
	}
	for _, x := range own {
		s.Emit(x)
	}
	return err
}

// listSnapshots keeps the snapshots of the account: some emulators ignore OwnerIds and return all they have.
func listSnapshots(ctx context.Context, s *collect.Scan, client *sdk.Client) ([]*Snapshot, error) {
	p := sdk.NewDescribeSnapshotsPaginator(client, &sdk.DescribeSnapshotsInput{OwnerIds: []string{"self"}, MaxResults: aws.Int32(1000)})
	var out []*Snapshot
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return out, err
		}
		for i := range page.Snapshots {
			x := &page.Snapshots[i]
			id, ok := identified(s, SnapshotType, x.SnapshotId)
			if !ok || x.OwnerId != nil && *x.OwnerId != s.Account {
				continue
			}
			ref := tagged(s.Ref(id, "ec2", "snapshot/"+id), x.Tags)
			ref.ARN = "arn:" + s.Partition + ":ec2:" + s.Region + "::snapshot/" + id
			out = append(out, newSnapshot(ref, x))
		}
	}
	return out, nil
}

// addPublic finds the snapshots that every account can restore.
func addPublic(ctx context.Context, s *collect.Scan, client *sdk.Client, own []*Snapshot) {
	public, err := publicSnapshots(ctx, client)
	var gap *inventory.Gap
	if err != nil {
		gap = s.Gap(DescribeSnapshots, err)
	} else if everyOne(own, public) && ignoresOwner(ctx, client, own) {
		gap = &inventory.Gap{Class: inventory.Unsupported, Call: DescribeSnapshots.String(), Region: s.Region, Detail: "the endpoint ignores OwnerIds and RestorableByUserIds, as emulators do, so it does not tell public snapshots from others"}
	}
	for _, x := range own {
		switch {
		case gap != nil:
			x.RestorableBy = inventory.Missing[[]string](gap)
		case public[x.ID]:
			x.RestorableBy = inventory.Known([]string{"all"})
		default:
			x.RestorableBy = inventory.Known([]string{})
		}
	}
}

// ignoresOwner asks for Amazon's snapshots and looks for the account's own among them. It is asked only when every
// snapshot seems to be public: that is rare, and what an endpoint that overlooks these parameters makes of any account.
func ignoresOwner(ctx context.Context, client *sdk.Client, own []*Snapshot) bool {
	page, err := client.DescribeSnapshots(ctx, &sdk.DescribeSnapshotsInput{OwnerIds: []string{"amazon"}, MaxResults: aws.Int32(5)})
	if err != nil {
		return false
	}
	for _, x := range page.Snapshots {
		if slices.ContainsFunc(own, func(o *Snapshot) bool { return o.ID == aws.ToString(x.SnapshotId) }) {
			return true
		}
	}
	return false
}

func everyOne(own []*Snapshot, in map[string]bool) bool {
	for _, x := range own {
		if !in[x.ID] {
			return false
		}
	}
	return true
}

func publicSnapshots(ctx context.Context, client *sdk.Client) (map[string]bool, error) {
	p := sdk.NewDescribeSnapshotsPaginator(client, &sdk.DescribeSnapshotsInput{
		OwnerIds: []string{"self"}, RestorableByUserIds: []string{"all"}, MaxResults: aws.Int32(1000),
	})
	out := map[string]bool{}
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return nil, err
		}
		for _, x := range page.Snapshots {
			out[aws.ToString(x.SnapshotId)] = true
		}
	}
	return out, nil
}
