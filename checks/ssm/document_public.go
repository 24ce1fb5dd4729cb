package ssm

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// everybody is how a document's permission names all accounts (API reference, ModifyDocumentPermission).
const everybody = "all"

// DocumentNotPublic finds documents that any AWS account can read.
var DocumentNotPublic = &checks.Check[ssm.Document]{
	Meta: checks.Meta{
		ID: "ssm-document-not-public", Title: "Documents are not shared with everybody", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "Anybody with an AWS account can read a public document: the commands that run on your machines, the names of buckets, hosts and roles in them, and every secret that somebody pasted into a script.",
		Fix:  "aws ssm modify-document-permission --name DOCUMENT --permission-type Share --account-ids-to-remove all, and treat what stood in it as known",
		Refs: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-4"},
	},
	Reads: []*inventory.Call{ssm.DescribeDocumentPermission},
	Run: func(v *checks.View[ssm.Document]) checks.Verdict {
		ids, _ := checks.Read(v, v.Resource.AccountIDs)
		if slices.Contains(ids, everybody) {
			return v.Fail("the document is shared with all AWS accounts")
		}
		return v.Pass("the document is shared with %d accounts by id, and not with all", len(ids))
	},
	Cases: []checks.Case[ssm.Document]{
		{Name: "private", Given: document(), Want: checks.Pass},
		{Name: "shared", Given: document(stranger), Want: checks.Pass},
		{Name: "public", Given: document(everybody), Want: checks.Fail},
		{Name: "publicAndShared", Given: document(stranger, everybody), Want: checks.Fail},
		{Name: "denied", Given: unread(), Want: checks.Unknown},
	},
}
