package ssm

import (
	"fmt"
	"slices"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// DocumentShared finds documents that are shared with accounts that the policy does not name.
var DocumentShared = &checks.Check[ssm.Document]{
	Meta: checks.Meta{
		ID: "ssm-document-shared-with-trusted", Title: "Documents are shared with trusted accounts only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "A share outlives the reason for it. The other account reads what runs on your machines, and each later version of it, without anybody here noticing.",
		Fix:  "aws ssm modify-document-permission --name DOCUMENT --permission-type Share --account-ids-to-remove ACCOUNT, or name the account in the policy's trustedAccounts",
		Refs: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html"},
	},
	Reads: []*inventory.Call{ssm.DescribeDocumentPermission},
	Run:   documentShared,
	Cases: []checks.Case[ssm.Document]{
		{Name: "private", Given: document(), Want: checks.Pass},
		{Name: "stranger", Given: document(stranger), Want: checks.Fail},
		{Name: "everybody", Given: document(everybody), Want: checks.Fail},
		{Name: "trusted", Given: document(stranger), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{stranger} }, Want: checks.Pass},
		{Name: "denied", Given: unread(), Want: checks.Unknown},
	},
}

func documentShared(v *checks.View[ssm.Document]) checks.Verdict {
	ids, _ := checks.Read(v, v.Resource.AccountIDs)
	var others []string
	for _, id := range ids {
		if !slices.Contains(v.Policy().TrustedAccounts, id) {
			others = append(others, id)
		}
	}
	if len(others) > 0 {
		return v.Fail("the document is shared with %s", strings.Join(others[:min(3, len(others))], ", ")+more(len(others)-3))
	}
	return v.Pass("the document is shared with %d accounts, all of them trusted", len(ids))
}

// more says how many items are not shown, or nothing.
func more(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}
