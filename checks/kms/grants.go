package kms

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeyGrantsTrustedAccounts finds what no policy shows: grants to principals of other accounts.
var KeyGrantsTrustedAccounts = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-grants-trusted-accounts",
		Title:    "Grants give keys to trusted accounts only",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "A grant lets its grantee use the key whatever the key policy says, stays until somebody revokes it and is in no policy that a reviewer reads. One to another account is a standing way to the data.",
		Fix:      "aws kms revoke-grant --key-id KEY_ID --grant-id GRANT_ID --region REGION, or name the account in trustedAccounts of the policy file.",
		Refs: []string{
			"https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
			"https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html",
		},
	},
	Reads: []*inventory.Call{kms.DescribeKey, kms.ListGrants},
	Run:   keyGrantsTrustedAccounts,
	Cases: []checks.Case[kms.Key]{
		{Name: "no_grants", Given: key(), Want: checks.Pass},
		{Name: "own_account", Given: key(granted("arn:aws:iam::111122223333:role/app")), Want: checks.Pass},
		{Name: "service", Given: key(granted("rds.eu-central-1.amazonaws.com")), Want: checks.Pass},
		{Name: "other_account", Given: key(granted("arn:aws:iam::111122223333:role/app", "arn:aws:iam::444455556666:root")), Want: checks.Fail},
		{Name: "trusted_account", Given: key(granted("arn:aws:iam::444455556666:root")), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "grantee_not_told", Given: key(granted("")), Want: checks.Unknown},
		{Name: "pending_deletion", Given: key(state("PendingDeletion"), func(k *kms.Key) { k.Grants = inventory.Fact[[]kms.Grant]{} }), Want: checks.NotApplicable},
		{Name: "grants_denied", Given: key(func(k *kms.Key) { k.Grants = inventory.Missing[[]kms.Grant](denied(kms.ListGrants)) }), Want: checks.Unknown},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

func granted(to ...string) func(*kms.Key) {
	return func(k *kms.Key) {
		var gs []kms.Grant
		for i, p := range to {
			gs = append(gs, kms.Grant{GrantID: "grant-" + string(rune('1'+i)), GranteePrincipal: p, Operations: []string{"Decrypt"}})
		}
		k.Grants = inventory.Known(gs)
	}
}

func keyGrantsTrustedAccounts(v *checks.View[kms.Key]) checks.Verdict {
	if is, _ := checks.Read(v, v.Resource.KeyState); is == "PendingDeletion" {
		return v.NotApplicable("KeyState is PendingDeletion: nobody can use the key, whatever was granted")
	}
	grants, _ := checks.Read(v, v.Resource.Grants)
	var foreign, unnamed []string
	for _, g := range grants {
		account, known := granteeAccount(g)
		switch {
		case !known:
			unnamed = append(unnamed, g.GrantID)
		case account == "" || account == v.Account():
		case len(v.Policy().Outsiders([]string{account}, nil)) > 0:
			foreign = append(foreign, g.GranteePrincipal+" may "+strings.Join(g.Operations, ", ")+" ("+g.GrantID+")")
		}
	}
	switch {
	case len(foreign) > 0:
		return v.Fail("%d of %d grants are to other accounts: %s", len(foreign), len(grants), checks.First(foreign, 3))
	case len(unnamed) > 0:
		return v.Unknown("it cannot be told to whom these grants are: %s", checks.First(unnamed, 3))
	}
	return v.Pass("none of %d grants is to an account that is not trusted", len(grants))
}

// granteeAccount returns the account of a grant's grantee: empty for an AWS service, and for the unique id that KMS
// shows in place of a principal that was deleted, which can use nothing any more.
func granteeAccount(g kms.Grant) (account string, known bool) {
	p := g.GranteePrincipal
	if parts := strings.SplitN(p, ":", 6); len(parts) == 6 && parts[0] == "arn" {
		return parts[4], parts[4] != ""
	}
	deleted := strings.HasPrefix(p, "AIDA") || strings.HasPrefix(p, "AROA")
	return "", deleted || strings.HasSuffix(p, ".amazonaws.com") || strings.HasSuffix(p, ".amazonaws.com.cn") || p == "" && g.GranteeServicePrincipal != ""
}
