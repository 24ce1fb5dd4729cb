package kms

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// KeyPolicySeparation asks that no single user or role both rules a key and reads with it.
var KeyPolicySeparation = &checks.Check[kms.Key]{
	Meta: checks.Meta{
		ID:       "kms-key-policy-separation",
		Title:    "Key policies separate those who administer a key from those who use it",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A role that the key policy lets both change the policy and decrypt can read all the data and let others read it: one stolen session is enough for both.",
		Fix:      "Split the statement: administrators get kms:PutKeyPolicy, kms:ScheduleKeyDeletion and their like, users get kms:Encrypt, kms:Decrypt and kms:GenerateDataKey*. Avoid kms:* for anyone but the account's root.",
		Refs: []string{
			"https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
			"https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-kms-best-practices/identity-and-access-management.html",
		},
	},
	Reads: []*inventory.Call{kms.GetKeyPolicy},
	Run:   keyPolicySeparation,
	Cases: []checks.Case[kms.Key]{
		{Name: "account_only", Given: key(), Want: checks.Pass},
		{Name: "separate_roles", Given: key(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/admin"},"Action":["kms:Put*","kms:ScheduleKeyDeletion"],"Resource":"*"},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"kms:Decrypt","Resource":"*"}]}`)), Want: checks.Pass},
		{Name: "everything_for_a_role", Given: key(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"kms:*","Resource":"*"}]}`)), Want: checks.Fail},
		{Name: "two_statements_for_a_role", Given: key(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"kms:PutKeyPolicy","Resource":"*"},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"kms:Decrypt","Resource":"*"}]}`)), Want: checks.Fail},
		{Name: "on_a_condition", Given: key(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"kms:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}`)), Want: checks.Unknown},
		{Name: "policy_denied", Given: key(noPolicy), Want: checks.Unknown},
		{Name: "managed_by_aws", Given: managed(), Want: checks.NotCustomer},
	},
}

// keyPolicySeparation asks the evaluator, for each user and role that the policy names, whether the policy alone lets
// it change the policy and decrypt. What the account's root may do is delegated to IAM policies, and is no part of it.
func keyPolicySeparation(v *checks.View[kms.Key]) checks.Verdict {
	doc, unread := resourcepolicy.Document(v, keyPolicy(v.Resource))
	if unread != nil {
		return *unread
	}
	var both, perhaps []string
	named := principals(doc)
	for _, p := range named {
		rule, use := asked(v, doc, p, "kms:PutKeyPolicy"), asked(v, doc, p, "kms:Decrypt")
		switch {
		case rule == access.VerdictAllowed && use == access.VerdictAllowed:
			both = append(both, p)
		case refused(rule) || refused(use):
		default:
			perhaps = append(perhaps, p)
		}
	}
	switch {
	case len(both) > 0:
		return v.Fail("the key policy lets %s both change it (kms:PutKeyPolicy) and decrypt", checks.First(both, 3))
	case len(perhaps) > 0:
		return v.Unknown("on conditions that cannot be decided, the key policy lets %s both change it and decrypt", checks.First(perhaps, 3))
	}
	return v.Pass("none of the %d users and roles that the key policy names may both change it and decrypt", len(named))
}
