package efs

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// FileSystemPolicyTrustedAccounts finds file systems that other accounts may mount.
var FileSystemPolicyTrustedAccounts = &checks.Check[efs.FileSystem]{
	Meta: checks.Meta{
		ID: "efs-file-system-policy-trusted-accounts", Title: "File system policies let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that the policy names mounts the file system from its own VPC as soon as a peering or a transit gateway joins the two. If it is not yours, or no longer, nobody will tell you.",
		Fix:  "Take the account out of the policy (aws efs put-file-system-policy --file-system-id ID --policy file://policy.json), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html", "https://docs.aws.amazon.com/efs/latest/ug/mount-fs-diff-account-same-vpc.html"},
	},
	Reads: []*inventory.Call{efs.DescribeFileSystemPolicy},
	Run: func(v *checks.View[efs.FileSystem]) checks.Verdict {
		d, unread := resourcepolicy.Decide(v, policyOf(v.Resource))
		switch {
		case unread != nil:
			return *unread
		case v.Resource.Policy.Or("none") == "":
			return v.Pass("no account is let in by name; " + withoutPolicy)
		}
		return resourcepolicy.JudgeTrustedAndBound(v, d)
	},
	Cases: examples.TrustedAndBound(),
}
