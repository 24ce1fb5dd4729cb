package lightsail

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lightsail"
	"demarc/inventory/responsibility"
)

// DatabaseBackups wants automatic backups of databases.
var DatabaseBackups = &checks.Check[lightsail.Database]{
	Meta: checks.Meta{
		ID: "lightsail-database-backups", Title: "Lightsail databases are backed up automatically", Duty: responsibility.DataBackup, Severity: checks.Medium, Since: "0.1",
		Why:  "Without backup retention there is no point in time to go back to: a wrong statement or a broken update is final.",
		Fix:  "aws lightsail update-relational-database --relational-database-name NAME --enable-backup-retention",
		Refs: []string{"https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-configuring-automatic-snapshots.html", "https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_RelationalDatabase.html"},
	},
	Run: func(v *checks.View[lightsail.Database]) checks.Verdict {
		on, _ := checks.Read(v, v.Resource.BackupRetentionEnabled)
		if !on {
			return v.Fail("backupRetentionEnabled is false")
		}
		return v.Pass("backupRetentionEnabled is true")
	},
	Cases: []checks.Case[lightsail.Database]{
		{Name: "backed_up", Given: database(), Want: checks.Pass},
		{Name: "off", Given: database(func(d *lightsail.Database) { d.BackupRetentionEnabled = inventory.Known(false) }), Want: checks.Fail},
		{Name: "not_told", Given: database(func(d *lightsail.Database) { d.BackupRetentionEnabled = silent[bool]() }), Want: checks.Unknown},
	},
}
