package efs

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/efs"
	"demarc/inventory/responsibility"
)

// FileSystemBackup wants automatic backups.
var FileSystemBackup = &checks.Check[efs.FileSystem]{
	Meta: checks.Meta{
		ID: "efs-file-system-automatic-backups", Title: "File systems have automatic backups", Duty: responsibility.DataBackup, Severity: checks.Medium, Since: "0.1",
		Why:  "EFS keeps files on several disks, which saves none that a script deletes or ransomware rewrites: without backups that is final. The console turns them on, create-file-system does not.",
		Fix:  "aws efs put-backup-policy --file-system-id ID --backup-policy Status=ENABLED. A file system that another backup plan covers is an exception to name as such.",
		Refs: []string{"https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html"},
	},
	Reads: []*inventory.Call{efs.DescribeBackupPolicy},
	Run: func(v *checks.View[efs.FileSystem]) checks.Verdict {
		switch status, _ := checks.Read(v, v.Resource.BackupPolicyStatus); status {
		case "ENABLED", "ENABLING":
			return v.Pass("BackupPolicy.Status is %s", status)
		case "":
			return v.Fail("there is no backup policy")
		default:
			return v.Fail("BackupPolicy.Status is %s", status)
		}
	},
	Cases: []checks.Case[efs.FileSystem]{
		{Name: "enabled", Given: fileSystem(), Want: checks.Pass},
		{Name: "disabled", Given: fileSystem(func(f *efs.FileSystem) { f.BackupPolicyStatus = inventory.Known("DISABLED") }), Want: checks.Fail},
		{Name: "none", Given: fileSystem(func(f *efs.FileSystem) { f.BackupPolicyStatus = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: fileSystem(func(f *efs.FileSystem) { f.BackupPolicyStatus = denied[string](efs.DescribeBackupPolicy) }), Want: checks.Unknown},
	},
}
