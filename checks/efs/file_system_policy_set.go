package efs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// FileSystemPolicySet wants EFS to ask clients who they are.
var FileSystemPolicySet = &checks.Check[efs.FileSystem]{
	Meta: checks.Meta{
		ID: "efs-file-system-policy-set", Title: "File systems have a policy", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "Without a policy EFS asks no client who it is. Whatever runs in the VPC and reaches a mount target reads and writes everything as root: one compromised container is enough.",
		Fix:  "Let the clients' roles have elasticfilesystem:ClientMount and ClientWrite and mount with the option iam, then: aws efs put-file-system-policy --file-system-id ID --policy file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html"},
	},
	Reads: []*inventory.Call{efs.DescribeFileSystemPolicy},
	Run: func(v *checks.View[efs.FileSystem]) checks.Verdict {
		if policy, _ := checks.Read(v, v.Resource.Policy); policy == "" {
			return v.Fail(withoutPolicy)
		}
		return v.Pass("there is a policy, and what it does not allow a client needs IAM for")
	},
	Cases: []checks.Case[efs.FileSystem]{
		{Name: "policy", Given: examples.Given(examples.Allow(`{"AWS":"arn:aws:iam::111122223333:role/app"}`, "")), Want: checks.Pass},
		{Name: "none", Given: fileSystem(), Want: checks.Fail},
		{Name: "denied", Given: fileSystem(func(f *efs.FileSystem) { f.Policy = denied[string](efs.DescribeFileSystemPolicy) }), Want: checks.Unknown},
	},
}
