package efs

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/efs"
	"github.com/aws/aws-sdk-go-v2/service/efs/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// FileSystemCollector brings the file systems of a region, with their policies and mount targets.
var FileSystemCollector = &collect.Collector{
	Types:   []*inventory.Type{FileSystemType},
	Lists:   []*inventory.Call{DescribeFileSystems},
	Details: []*inventory.Call{DescribeFileSystemPolicy, DescribeBackupPolicy, DescribeMountTargets},
	Collect: collectFileSystems,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{
	"DescribeFileSystems": {"FileSystems"}, "DescribeFileSystemPolicy": {"Policy"}, "DescribeBackupPolicy": {"BackupPolicy"},
	"DescribeMountTargets": {"MountTargets"}, "DescribeAccessPoints": {"AccessPoints"},
}

// pageSize is the most that EFS returns in a page.
const pageSize = 100

func newClient(s *collect.Scan) *sdk.Client {
	return sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
}

func collectFileSystems(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	var list []*FileSystem
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewDescribeFileSystemsPaginator(client, &sdk.DescribeFileSystemsInput{MaxItems: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.FileSystems {
			list = append(list, fileSystem(s, &page.FileSystems[i]))
		}
	}
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		details(ctx, s, client, list[i])
		s.Emit(list[i])
	})
	return broken
}

func fileSystem(s *collect.Scan, x *types.FileSystemDescription) *FileSystem {
	id := aws.ToString(x.FileSystemId)
	f := &FileSystem{
		Ref:            s.Ref(id, "elasticfilesystem", "file-system/"+id),
		LifeCycleState: inventory.FromEnum(x.LifeCycleState), Encrypted: inventory.FromPtr(x.Encrypted), KMSKeyID: inventory.FromPtr(x.KmsKeyId),
	}
	if x.Encrypted != nil && !*x.Encrypted {
		f.KMSKeyID = inventory.Known("")
	}
	f.Name, f.Tags = aws.ToString(x.Name), tagged(x.Tags)
	return f
}

// tagged are the tags of an item, which lists carry. An item without the member has said nothing of them.
func tagged(list []types.Tag) inventory.Fact[map[string]string] {
	if list == nil {
		return inventory.FromPtr[map[string]string](nil)
	}
	tags := map[string]string{}
	for _, t := range list {
		tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return inventory.Known(tags)
}

// details makes the calls that concern one file system (see the package's comment).
func details(ctx context.Context, s *collect.Scan, client *sdk.Client, f *FileSystem) {
	if s.Wants(DescribeFileSystemPolicy) {
		policy := ""
		out, err := client.DescribeFileSystemPolicy(ctx, &sdk.DescribeFileSystemPolicyInput{FileSystemId: &f.ID})
		if err == nil {
			policy = aws.ToString(out.Policy)
		}
		f.Policy = collect.Answer(s, DescribeFileSystemPolicy, policy, err)
	}
	if s.Wants(DescribeBackupPolicy) {
		out, err := client.DescribeBackupPolicy(ctx, &sdk.DescribeBackupPolicyInput{FileSystemId: &f.ID})
		if f.BackupPolicyStatus = collect.Answer(s, DescribeBackupPolicy, "", err); err == nil {
			f.BackupPolicyStatus = inventory.FromPtr[string](nil)
			if out.BackupPolicy != nil {
				f.BackupPolicyStatus = inventory.FromEnum(out.BackupPolicy.Status)
			}
		}
	}
	if s.Wants(DescribeMountTargets) {
		targets, err := mountTargets(ctx, client, f.ID)
		f.MountTargets = collect.Answer(s, DescribeMountTargets, targets, err)
	}
}

func mountTargets(ctx context.Context, client *sdk.Client, id string) ([]MountTarget, error) {
	var out []MountTarget
	for page, err := range collect.Pages(ctx, sdk.NewDescribeMountTargetsPaginator(client, &sdk.DescribeMountTargetsInput{FileSystemId: &id, MaxItems: aws.Int32(pageSize)})) {
		if err != nil {
			return nil, err
		}
		for _, x := range page.MountTargets {
			if x.LifeCycleState != types.LifeCycleStateDeleting && x.LifeCycleState != types.LifeCycleStateDeleted {
				out = append(out, MountTarget{aws.ToString(x.MountTargetId), aws.ToString(x.SubnetId), aws.ToString(x.NetworkInterfaceId)})
			}
		}
	}
	return out, nil
}
