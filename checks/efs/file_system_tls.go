package efs

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// FileSystemTLS wants clients to be refused that mount without TLS.
var FileSystemTLS = &checks.Check[efs.FileSystem]{
	Meta: checks.Meta{
		ID: "efs-file-system-tls", Title: "File system policies refuse clients without TLS", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "NFS sends files in the clear unless the client asks for TLS, and each client decides for itself: a host whose mount line lacks the option tls works like the others, and nobody sees the difference.",
		Fix:  "Add a statement that denies all actions to everyone where aws:SecureTransport is false, after every client mounts with the option tls: aws efs put-file-system-policy --file-system-id ID --policy file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/encryption-in-transit.html"},
	},
	Reads: []*inventory.Call{efs.DescribeFileSystemPolicy},
	Run:   resourcepolicy.TLSOnly(policyOf),
	Cases: examples.TLS(),
}
