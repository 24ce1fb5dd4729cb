package iam

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
)

// TestVerdicts holds the words and the severities of what people act on, over one small account.
func TestVerdicts(t *testing.T) {
	named := func(p iam.Policy, name string) *iam.Policy {
		p.ID = "arn:aws:iam::111122223333:policy/" + name
		p.ARN, p.Name = p.ID, name
		return &p
	}
	worst := role(func(r *iam.Role) {
		r.ID = "worst"
		r.RolePolicyList = inventory.Known([]iam.InlinePolicy{
			{PolicyName: "step", PolicyDocument: allow(`"iam:PutRolePolicy"`, `"*"`)},
			{PolicyName: "full", PolicyDocument: allow(`"*"`, `"*"`)},
			{PolicyName: "broken", PolicyDocument: `{`},
			{PolicyName: "step2", PolicyDocument: allow(`"iam:PutRolePolicy"`, `"*"`)},
		})
		r.AssumeRolePolicyDocument = inventory.Known(`{"Version":"2012-10-17","Statement":[
			{"Sid":"Vendor","Effect":"Allow","Principal":{"AWS":["444455556666","777788889999"]},"Action":"sts:AssumeRole"},
			{"Sid":"Pods","Effect":"Allow","Principal":` + cluster + `,"Action":"sts:AssumeRoleWithWebIdentity"}]}`)
	})
	together := role(func(r *iam.Role) {
		r.ID = "together"
		r.AttachedManagedPolicies = inventory.Known([]iam.AttachedPolicy{
			{PolicyArn: "arn:aws:iam::111122223333:policy/no-iam"}, {PolicyArn: "arn:aws:iam::111122223333:policy/iam"},
		})
	})
	snap := &inventory.Snapshot{
		Header: inventory.Header{Account: checks.CaseAccount, Partition: "aws", Time: checks.CaseTime},
		Resources: []inventory.Resource{
			&worst, &together,
			named(policy(func(p *iam.Policy) {
				p.Document, p.AttachmentCount = inventory.Known(allow(`"*"`, `"*"`)), inventory.Known[int32](0)
			}), "spare"),
			named(policy(func(p *iam.Policy) {
				p.Document = inventory.Known(allowIf(`"kms:Decrypt"`, `"*"`, `{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`))
			}), "mfa"),
			named(policy(func(p *iam.Policy) { p.Document = inventory.Known(allow(`"iam:*"`, `"*"`)) }), "iam"),
			named(policy(func(p *iam.Policy) {
				p.Document = inventory.Known(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}`)
			}), "no-iam"),
		},
	}
	for _, k := range []*inventory.Type{iam.RoleType, iam.PolicyType} {
		snap.Coverage = append(snap.Coverage, inventory.Coverage{Kind: k.Kind, Status: inventory.Complete})
	}
	for i := range snap.Resources {
		snap.Resources[i].Identity().Account = checks.CaseAccount
	}
	snap.Seal()
	l := checks.Evaluate(snap, []checks.Checker{RoleInlineAdmin, RoleAdminBoundary, RoleTrustExternalID, RoleTrustOIDCSubject, PolicyAdmin, PolicyKMSDecrypt}, checks.Options{})
	var got []string
	for i := range l.Results {
		r := &l.Results[i]
		got = append(got, fmt.Sprintf("%s %s %s %s: %s", r.Status, r.Severity, r.Check.ID, l.Resource(r).Resource.Identity().ID, r.Message))
	}
	want := []string{
		"fail low iam-policy-kms-decrypt-limited arn:aws:iam::111122223333:policy/mfa: kms:Decrypt with every key is allowed under a condition",
		"fail medium iam-policy-kms-decrypt-limited arn:aws:iam::111122223333:policy/no-iam: statement 1 allows kms:Decrypt with every key",
		"fail medium iam-policy-kms-decrypt-limited arn:aws:iam::111122223333:policy/spare: Use allows kms:Decrypt with every key",
		"fail medium iam-policy-no-admin arn:aws:iam::111122223333:policy/spare: Use allows every action on every resource; it is attached to nobody yet",
		"fail informational iam-role-admin-boundary together: its policies taken together allow every action on every resource, and there is no permissions boundary",
		"fail informational iam-role-admin-boundary worst: inline policy full: Use allows every action on every resource, and there is no permissions boundary",
		"fail high iam-role-inline-policy-no-admin worst: inline policy full: Use allows every action on every resource",
		"fail medium iam-role-trust-external-id worst: the trust policy asks accounts that are not under trustedAccounts for neither sts:ExternalId nor MFA: 444455556666, 777788889999",
		"fail medium iam-role-trust-oidc-subject worst: the trust policy lets every subject of arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE in",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
