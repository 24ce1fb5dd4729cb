package efs

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// FileSystemCustomerKey wants a key of one's own for the files.
var FileSystemCustomerKey = &checks.Check[efs.FileSystem]{
	Meta: checks.Meta{
		ID: "efs-file-system-customer-key", Title: "Encrypted file systems use a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "Under aws/elasticfilesystem the key policy lets every principal of the account in that may use EFS, and nobody can change it. A key of one's own is a second lock that can be watched and turned.",
		Fix:  "The key is chosen when a file system is made: aws efs create-file-system --encrypted --kms-key-id KEY, then copy the files with AWS DataSync and move the mounts.",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/EFSKMS.html"},
	},
	With: []inventory.Want{customerkey.Wants},
	Run: func(v *checks.View[efs.FileSystem]) checks.Verdict {
		key, known := checks.Read(v, v.Resource.KMSKeyID)
		switch {
		case !known:
			return v.Unknown("the key was not read")
		case key == "":
			return v.NotApplicable("the file system is not encrypted")
		}
		return customerkey.Judge(v, v.Resource.Region, "KmsKeyId", key)
	},
	Cases: append(customerkey.Cases(fileSystem()),
		checks.Case[efs.FileSystem]{Name: "not_encrypted", Given: fileSystem(func(f *efs.FileSystem) { f.KMSKeyID = inventory.Known("") }), Want: checks.NotApplicable},
		checks.Case[efs.FileSystem]{Name: "unread", Given: fileSystem(func(f *efs.FileSystem) { f.KMSKeyID = denied[string](efs.DescribeFileSystems) }), Want: checks.Unknown},
	),
}
