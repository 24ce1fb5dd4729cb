package kms

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeyPolicyAccountControl asks that the account cannot lock itself out of its key.
var KeyPolicyAccountControl = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-policy-account-control",
		Title:    "The account's root can change the key policy",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "Unlike other resources, a key belongs to whom its policy names and to nobody else. When the last user or role in it is deleted, the key can be neither managed nor deleted, and only AWS Support can help.",
		Fix:      "Add the statement that KMS puts into new policies: Allow, Principal {\"AWS\": \"arn:aws:iam::ACCOUNT_ID:root\"}, Action kms:*, Resource *.",
		Refs:     []string{"https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam"},
	},
	Reads: []*inventory.Call{kms.GetKeyPolicy},
	Run:   keyPolicyAccountControl,
	Cases: []checks.Case[kms.Key]{
		{Name: "account", Given: key(), Want: checks.Pass},
		{Name: "a_role_alone", Given: key(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/admin"},"Action":"kms:*","Resource":"*"}]}`)), Want: checks.Fail},
		{Name: "on_a_condition", Given: key(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}`)), Want: checks.Unknown},
		{Name: "policy_denied", Given: key(noPolicy), Want: checks.Unknown},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

func keyPolicyAccountControl(v *checks.View[kms.Key]) checks.Verdict {
	doc, unread := resourcepolicy.Document(v, keyPolicy(v.Resource))
	if unread != nil {
		return *unread
	}
	root := "arn:" + v.Partition() + ":iam::" + v.Account() + ":root"
	switch verdict := asked(v, doc, root, "kms:PutKeyPolicy"); {
	case verdict == access.VerdictAllowed:
		return v.Pass("the key policy lets %s change it", root)
	case refused(verdict):
		return v.Fail("the key policy does not let %s change it (kms:PutKeyPolicy)", root)
	}
	return v.Unknown("on conditions that cannot be decided, the key policy lets %s change it", root)
}
