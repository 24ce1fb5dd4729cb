package efs

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// FileSystemPolicyNotPublic finds file systems that let in clients which no mount target bounds.
var FileSystemPolicyNotPublic = &checks.Check[efs.FileSystem]{
	Meta: checks.Meta{
		ID: "efs-file-system-policy-not-public", Title: "File system policies do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "A policy for everyone, without a condition on the mount target, the VPC or the account, opens the file system to clients of any AWS account, through whatever path they find: a peering, a shared network, a stolen host.",
		Fix:  "Add the condition elasticfilesystem:AccessedViaMountTarget, or name the roles of the clients: aws efs put-file-system-policy --file-system-id ID --policy file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html", "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html"},
	},
	Reads: []*inventory.Call{efs.DescribeFileSystemPolicy},
	Run: func(v *checks.View[efs.FileSystem]) checks.Verdict {
		d, unread := resourcepolicy.Decide(v, policyOf(v.Resource))
		switch {
		case unread != nil:
			return *unread
		case v.Resource.Policy.Or("none") == "":
			return v.Pass(withoutPolicy)
		}
		return resourcepolicy.JudgePublic(v, d)
	},
	Cases: append(examples.NotPublic(),
		checks.Case[efs.FileSystem]{Name: "anyone_through_a_mount_target", Given: fileSystem(func(f *efs.FileSystem) { f.Policy = inventory.Known(throughMountTarget) }), Want: checks.Pass},
	),
}
