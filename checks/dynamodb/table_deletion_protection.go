package dynamodb

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/dynamodb"
	"demarc/inventory/responsibility"
)

// TableDeletionProtection wants tables that cannot be deleted in one call.
var TableDeletionProtection = &checks.Check[dynamodb.Table]{
	Meta: checks.Meta{
		ID: "dynamodb-table-deletion-protection", Title: "Tables are protected from deletion", Duty: responsibility.DataBackup, Severity: checks.Medium, Since: "0.1",
		Why:  "One DeleteTable call, by a script with the wrong name or a stack that is taken down, removes the table and every item. Protection makes it fail until somebody turns it off first.",
		Fix:  "aws dynamodb update-table --table-name NAME --deletion-protection-enabled",
		Refs: []string{"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html"},
	},
	Reads: []*inventory.Call{dynamodb.DescribeTable},
	Run: func(v *checks.View[dynamodb.Table]) checks.Verdict {
		if on, _ := checks.Read(v, v.Resource.DeletionProtectionEnabled); !on {
			return v.Fail("DeletionProtectionEnabled is false")
		}
		return v.Pass("DeletionProtectionEnabled is true")
	},
	Cases: []checks.Case[dynamodb.Table]{
		{Name: "good", Given: table(), Want: checks.Pass},
		{Name: "bad", Given: table(func(t *dynamodb.Table) { t.DeletionProtectionEnabled = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: table(func(t *dynamodb.Table) { t.DeletionProtectionEnabled = denied[bool]() }), Want: checks.Unknown},
	},
}
