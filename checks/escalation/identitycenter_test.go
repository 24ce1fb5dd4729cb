package escalation

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/ssoadmin"
)

func TestHolders(t *testing.T) {
	const role = "arn:aws:iam::" + account + ":role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Auditors_0123456789abcdef"
	set := func(name inventory.Fact[string], holders inventory.Fact[[]ssoadmin.Assignment]) *ssoadmin.PermissionSet {
		return &ssoadmin.PermissionSet{Ref: inventory.Ref{ID: "arn:aws:sso:::permissionSet/ssoins-1/ps-" + name.Or("x"), Region: "eu-central-1"}, SetName: name, Assignments: holders}
	}
	two := inventory.Known([]ssoadmin.Assignment{{PrincipalType: "USER", PrincipalID: "u-1"}, {PrincipalType: "GROUP", PrincipalID: "g-1"}})
	for name, c := range map[string]struct {
		sets []inventory.Resource
		want []string
	}{
		"held":              {[]inventory.Resource{set(inventory.Known("Auditors"), two), set(inventory.Known("Builders"), inventory.Known([]ssoadmin.Assignment{{PrincipalType: "USER", PrincipalID: "u-2"}}))}, []string{"group g-1", "user u-1"}},
		"held_by_nobody":    {[]inventory.Resource{set(inventory.Known("Auditors"), inventory.Known([]ssoadmin.Assignment{}))}, []string{}},
		"holders_unread":    {[]inventory.Resource{set(inventory.Known("Auditors"), unread[[]ssoadmin.Assignment](ssoadmin.ListAccountAssignments))}, nil},
		"set_without_name":  {[]inventory.Resource{set(unread[string](ssoadmin.DescribePermissionSet), two)}, nil},
		"other_set":         {[]inventory.Resource{set(inventory.Known("Builders"), two)}, nil},
		"identity_unlisted": {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.more = append(c.sets, &iam.Role{Ref: inventory.Ref{ID: "AWSReservedSSO_Auditors_0123456789abcdef", ARN: role}, Path: inventory.Known("/aws-reserved/sso.amazonaws.com/eu-central-1/"),
				AssumeRolePolicyDocument: trusts(`{"Federated":"arn:aws:iam::` + account + `:saml-provider/AWSSSO_1_DO_NOT_DELETE"}`), RolePolicyList: inventory.Known([]iam.InlinePolicy{}),
				AttachedManagedPolicies: inventory.Known([]iam.AttachedPolicy{}), PermissionsBoundaryArn: inventory.Known(""), InstanceProfileList: inventory.Known([]string{})})
			m := New(w.snapshot())
			if diff := cmp.Diff(c.want, m.Holders(role)); diff != "" {
				t.Error(diff)
			}
			if got := m.Holders(boss); got != nil {
				t.Errorf("boss is held by %v", got)
			}
		})
	}
}
