package efs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// FileSystemEncrypted finds file systems without encryption at rest.
var FileSystemEncrypted = &checks.Check[efs.FileSystem]{
	Meta: checks.Meta{
		ID: "efs-file-system-encrypted", Title: "File systems are encrypted at rest", Duty: responsibility.DataRest, Severity: checks.High, Since: "0.1",
		Why:  "EFS encrypts a file system only if its maker asked for it, and never afterwards. What lies in the clear has no key that could be watched or taken away.",
		Fix:  "Make an encrypted file system (aws efs create-file-system --encrypted --kms-key-id KEY), copy the files with AWS DataSync, and move the mounts.",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html"},
	},
	Run: func(v *checks.View[efs.FileSystem]) checks.Verdict {
		if encrypted, _ := checks.Read(v, v.Resource.Encrypted); !encrypted {
			return v.Fail("Encrypted is false")
		}
		return v.Pass("Encrypted is true")
	},
	Cases: []checks.Case[efs.FileSystem]{
		{Name: "good", Given: fileSystem(), Want: checks.Pass},
		{Name: "bad", Given: fileSystem(func(f *efs.FileSystem) { f.Encrypted, f.KMSKeyID = inventory.Known(false), inventory.Known("") }), Want: checks.Fail},
		{Name: "unread", Given: fileSystem(func(f *efs.FileSystem) { f.Encrypted = denied[bool](efs.DescribeFileSystems) }), Want: checks.Unknown},
	},
}
