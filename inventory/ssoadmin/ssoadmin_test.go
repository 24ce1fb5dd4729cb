package ssoadmin_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/ssoadmin"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir      = "eu-central-1/ssoadmin/"
	instance = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
	auditors = "arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-00000000000000aa"
	builders = "arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-00000000000000bb"
)

// account has an instance with two permission sets, one of which is assigned to nobody.
func account() fstest.MapFS {
	return localstacktest.Files(map[string]string{
		dir + "ListInstances": `{"Instances":[{"InstanceArn":"` + instance + `","IdentityStoreId":"d-0123456789","OwnerAccountId":"999999999999","Status":"ACTIVE"}]}`,
		dir + "ListPermissionSetsProvisionedToAccount/_default":                                           `{"PermissionSets":["` + auditors + `","` + builders + `"]}`,
		dir + "DescribePermissionSet/ssoins-0123456789abcdef/ssoins-0123456789abcdef/ps-00000000000000aa": `{"PermissionSet":{"Name":"Auditors","PermissionSetArn":"` + auditors + `"}}`,
		dir + "DescribePermissionSet/ssoins-0123456789abcdef/ssoins-0123456789abcdef/ps-00000000000000bb": `{"PermissionSet":{"Name":"Builders","PermissionSetArn":"` + builders + `"}}`,
		dir + "ListAccountAssignments/ssoins-0123456789abcdef/111122223333/ssoins-0123456789abcdef/ps-00000000000000aa": `{"AccountAssignments":[{"AccountId":"111122223333","PermissionSetArn":"` + auditors + `","PrincipalType":"GROUP","PrincipalId":"g-1"},
			{"AccountId":"111122223333","PermissionSetArn":"` + auditors + `","PrincipalType":"USER","PrincipalId":"u-1"}]}`,
	})
}

func sets(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("ssoadmin.permission_set") {
		x := r.(*ssoadmin.PermissionSet)
		out[x.ID] = []any{x.ARN, x.Name, localstacktest.Value(x.InstanceARN), localstacktest.Value(x.SetName), localstacktest.Value(x.Assignments)}
	}
	return out
}

func TestSets(t *testing.T) {
	all := map[string][]any{
		auditors: {auditors, "Auditors", instance, "Auditors", []ssoadmin.Assignment{{PrincipalType: "GROUP", PrincipalID: "g-1"}, {PrincipalType: "USER", PrincipalID: "u-1"}}},
		builders: {builders, "Builders", instance, "Builders", []ssoadmin.Assignment{}},
	}
	none := localstacktest.With(account(), map[string]string{dir + "ListInstances": `{"Instances":[]}`})
	denied := func(actions ...string) localstack.Options {
		return localstack.Options{Faults: localstack.Faults{Denied: actions}}
	}
	for name, c := range map[string]struct {
		files   fstest.MapFS
		options localstack.Options
		want    map[string][]any
		calls   map[string]int
		status  inventory.CoverageStatus
	}{
		"pages": {account(), localstack.Options{PageSize: 1}, all,
			map[string]int{"SSOAdmin.ListInstances": 1, "SSOAdmin.ListPermissionSetsProvisionedToAccount": 2, "SSOAdmin.DescribePermissionSet": 2, "SSOAdmin.ListAccountAssignments": 3}, inventory.Complete},
		"no_instance": {none, localstack.Options{}, map[string][]any{}, map[string]int{"SSOAdmin.ListInstances": 1}, inventory.Complete},
		"assignments_denied": {account(), denied("sso:ListAccountAssignments"),
			map[string][]any{auditors: {auditors, "Auditors", instance, "Auditors", nil}, builders: {builders, "Builders", instance, "Builders", nil}},
			map[string]int{"SSOAdmin.ListInstances": 1, "SSOAdmin.ListPermissionSetsProvisionedToAccount": 1, "SSOAdmin.DescribePermissionSet": 2, "SSOAdmin.ListAccountAssignments": 2}, inventory.Complete},
		"names_denied": {account(), denied("sso:DescribePermissionSet"),
			map[string][]any{auditors: {auditors, "", instance, nil, all[auditors][4]}, builders: {builders, "", instance, nil, all[builders][4]}},
			map[string]int{"SSOAdmin.ListInstances": 1, "SSOAdmin.ListPermissionSetsProvisionedToAccount": 1, "SSOAdmin.DescribePermissionSet": 2, "SSOAdmin.ListAccountAssignments": 2}, inventory.Complete},
		"sets_denied": {account(), denied("sso:ListPermissionSetsProvisionedToAccount"), map[string][]any{},
			map[string]int{"SSOAdmin.ListInstances": 1, "SSOAdmin.ListPermissionSetsProvisionedToAccount": 1}, inventory.Unread},
		"empty_answer": {account(), localstack.Options{Faults: localstack.Faults{Damage: map[string]localstack.Damage{"SSOAdmin.ListInstances": localstack.Empty}}}, map[string][]any{},
			map[string]int{"SSOAdmin.ListInstances": 1}, inventory.Unread},
	} {
		t.Run(name, func(t *testing.T) {
			s := localstacktest.Scan(t, c.files, ssoadmin.Collectors, c.options)
			if diff := cmp.Diff(c.want, sets(s)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.calls, s.Calls); diff != "" {
				t.Error(diff)
			}
			if got := s.Coverage[0]; got.Status != c.status {
				t.Errorf("coverage %s: %s", got.Status, got.Why())
			}
		})
	}
}

func TestOfRole(t *testing.T) {
	got := map[string]string{}
	for _, name := range []string{"AWSReservedSSO_Auditors_0123456789abcdef", "AWSReservedSSO_Read_Only_0123456789abcdef", "AWSReservedSSO_Auditors", "AWSReservedSSO__0123456789abcdef", "Auditors_0123456789abcdef"} {
		got[name] = ssoadmin.OfRole(name)
	}
	want := map[string]string{"AWSReservedSSO_Auditors_0123456789abcdef": "Auditors", "AWSReservedSSO_Read_Only_0123456789abcdef": "Read_Only", "AWSReservedSSO_Auditors": "", "AWSReservedSSO__0123456789abcdef": "", "Auditors_0123456789abcdef": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
