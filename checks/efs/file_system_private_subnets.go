package efs

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// FileSystemPrivateSubnets wants mount targets where no public hosts stand.
var FileSystemPrivateSubnets = &checks.Check[efs.FileSystem]{
	Meta: checks.Meta{
		ID: "efs-file-system-private-subnets", Title: "Mount targets stand in subnets that give out no public addresses", Duty: responsibility.NetSegmentation, Severity: checks.Medium, Since: "0.1",
		Why:  "In a subnet that gives each new instance a public address, the neighbours of a mount target are hosts that the internet reaches, and they reach it without leaving the subnet: no network ACL stands between.",
		Fix:  "aws efs delete-mount-target --mount-target-id ID, then aws efs create-mount-target --file-system-id ID --subnet-id PRIVATE_SUBNET --security-groups GROUP in the same zone. Clients of that zone lose the mount between the two.",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html"},
	},
	Reads: []*inventory.Call{efs.DescribeMountTargets},
	With:  []inventory.Want{{Type: ec2.SubnetType}},
	Run:   fileSystemPrivateSubnets,
	Cases: []checks.Case[efs.FileSystem]{
		{Name: "private", Given: fileSystem(), With: subnet(inventory.Known(false)), Want: checks.Pass},
		{Name: "public", Given: fileSystem(), With: subnet(inventory.Known(true)), Want: checks.Fail},
		{Name: "no_mount_target", Given: fileSystem(func(f *efs.FileSystem) { f.MountTargets = inventory.Known[[]efs.MountTarget](nil) }), Want: checks.NotApplicable},
		{Name: "subnet_unread", Given: fileSystem(), With: subnet(denied[bool](ec2.DescribeSubnets)), Want: checks.Unknown},
		{Name: "subnet_not_listed", Given: fileSystem(), Incomplete: []inventory.Kind{ec2.SubnetType.Kind}, Want: checks.Unknown},
		{Name: "denied", Given: fileSystem(func(f *efs.FileSystem) { f.MountTargets = denied[[]efs.MountTarget](efs.DescribeMountTargets) }), Want: checks.Unknown},
	},
}

func fileSystemPrivateSubnets(v *checks.View[efs.FileSystem]) checks.Verdict {
	targets, known := checks.Read(v, v.Resource.MountTargets)
	if known && len(targets) == 0 {
		return v.NotApplicable("the file system has no mount target")
	}
	var public, private []string
	for _, t := range targets {
		subnet, gap := checks.Lookup[ec2.Subnet](v, v.Resource.Region, t.SubnetID)
		if subnet == nil {
			if gap == nil {
				return v.Unknown("subnet %s of mount target %s is not in the listing", t.SubnetID, t.MountTargetID)
			}
			continue
		}
		switch gives, _ := checks.Peek(v, subnet.MapPublicIPOnLaunch); {
		case gives:
			public = append(public, t.MountTargetID+" in "+t.SubnetID)
		default:
			private = append(private, t.SubnetID)
		}
	}
	if slices.Sort(public); len(public) > 0 {
		return v.Fail("MapPublicIpOnLaunch is true for the subnet of mount target %s", checks.First(public, 3))
	}
	return v.Pass("MapPublicIpOnLaunch is false for %s", checks.First(private, 4))
}

// subnet is subnet-1 of the worked examples.
func subnet(public inventory.Fact[bool]) []inventory.Resource {
	return []inventory.Resource{&ec2.Subnet{Ref: inventory.Ref{ID: "subnet-1", Account: checks.CaseAccount, Region: checks.CaseRegion}, MapPublicIPOnLaunch: public}}
}
