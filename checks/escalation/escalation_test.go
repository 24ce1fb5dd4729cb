package escalation

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/iam"
	"demarc/inventory/kms"
	"demarc/inventory/lambda"
	"demarc/inventory/organizations"
	"demarc/inventory/s3"
	"demarc/inventory/ssm"
)

const (
	account = checks.CaseAccount
	ana     = "arn:aws:iam::" + account + ":user/ana"
	boss    = "arn:aws:iam::" + account + ":role/boss"
	full    = "arn:aws:iam::aws:policy/AdministratorAccess"
	profile = "arn:aws:iam::" + account + ":instance-profile/boss"
)

// allow is a policy of one statement; action and resource are JSON.
func allow(action, resource string) string {
	return `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":` + action + `,"Resource":` + resource + `}}`
}

func trusts(principal string) inventory.Fact[string] {
	return inventory.Known(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":` + principal + `,"Action":"sts:AssumeRole"}}`)
}

func unread[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Needs: c.Needs})
}

// world is a small account: ana, who may do what her inline policy says, and boss, an administrator for functions.
type world struct {
	user      iam.User
	role      iam.Role
	policy    iam.Policy
	group     iam.Group
	more      []inventory.Resource
	unlisted  []inventory.Kind
	uncovered []inventory.Kind
}

func newWorld() *world {
	return &world{
		user: iam.User{Ref: inventory.Ref{ID: "ana", ARN: ana}, GroupList: inventory.Known([]string{"staff"}), UserPolicyList: inventory.Known([]iam.InlinePolicy{}),
			AttachedManagedPolicies: inventory.Known([]iam.AttachedPolicy{}), PermissionsBoundaryArn: inventory.Known("")},
		role: iam.Role{Ref: inventory.Ref{ID: "boss", ARN: boss}, AssumeRolePolicyDocument: trusts(`{"Service":["lambda.amazonaws.com","ec2.amazonaws.com"]}`),
			RolePolicyList: inventory.Known([]iam.InlinePolicy{}), AttachedManagedPolicies: inventory.Known([]iam.AttachedPolicy{{PolicyArn: full}}), PermissionsBoundaryArn: inventory.Known(""),
			InstanceProfileList: inventory.Known([]string{profile})},
		policy: iam.Policy{Ref: inventory.Ref{ID: full, ARN: full}, Document: inventory.Known(allow(`"*"`, `"*"`))},
		group:  iam.Group{Ref: inventory.Ref{ID: "staff", ARN: "arn:aws:iam::" + account + ":group/staff"}, GroupPolicyList: inventory.Known([]iam.InlinePolicy{}), AttachedManagedPolicies: inventory.Known([]iam.AttachedPolicy{})},
	}
}

// may gives ana an inline policy.
func (w *world) may(actions string) {
	w.user.UserPolicyList = inventory.Known([]iam.InlinePolicy{{PolicyName: "own", PolicyDocument: allow(actions, `"*"`)}})
}

func (w *world) snapshot() *inventory.Snapshot {
	s := &inventory.Snapshot{
		Header:    inventory.Header{Account: account, Partition: "aws", Time: checks.CaseTime, Regions: []string{checks.CaseRegion}},
		Resources: append([]inventory.Resource{&w.user, &w.role, &w.policy, &w.group}, w.more...),
	}
	off := func(ks []inventory.Kind, k inventory.Kind) bool {
		for _, x := range ks {
			if x == k {
				return true
			}
		}
		return false
	}
	var types []*inventory.Type
	for _, want := range Wants() {
		types = append(types, want.Type)
	}
	for i := range policed {
		if k := policed[i].kind; !slices.Contains(types, k) {
			types = append(types, k)
		}
	}
	for _, t := range types {
		if off(w.uncovered, t.Kind) {
			continue
		}
		c := inventory.Coverage{Kind: t.Kind, Status: inventory.Complete}
		if off(w.unlisted, t.Kind) {
			c.Status, c.Gap = inventory.Unread, &inventory.Gap{Class: inventory.Denied, Call: t.List.String(), Needs: t.List.Needs}
		}
		s.Coverage = append(s.Coverage, c)
	}
	for _, r := range s.Resources {
		r.Identity().Account = account
	}
	s.Seal()
	return s
}

// organization is one whose root has service control policies, and no resource control policies.
func organization(scps inventory.Fact[[]organizations.Level]) *organizations.Guardrails {
	return &organizations.Guardrails{Ref: inventory.Ref{ID: "o-abcdefghij", ARN: "arn:aws:organizations::999999999999:organization/o-abcdefghij"}, Parents: inventory.Known([]string{"r-ab12"}),
		ServiceControlPolicies: scps, ResourceControlPolicies: inventory.Known([]organizations.Level{})}
}

// level is a root with policies.
func level(documents ...string) inventory.Fact[[]organizations.Level] {
	l := organizations.Level{Target: "r-ab12"}
	for i, d := range documents {
		l.Policies = append(l.Policies, organizations.Policy{ID: fmt.Sprint("p-", i), Content: d})
	}
	return inventory.Known([]organizations.Level{l})
}

func function(role inventory.Fact[string]) *lambda.Function {
	return &lambda.Function{Ref: inventory.Ref{ID: "f", ARN: "arn:aws:lambda:eu-central-1:" + account + ":function:f", Region: checks.CaseRegion}, Role: role}
}

func instance(profile inventory.Fact[string]) *ec2.Instance {
	return &ec2.Instance{Ref: inventory.Ref{ID: "i-1", ARN: "arn:aws:ec2:eu-central-1:" + account + ":instance/i-1", Region: checks.CaseRegion}, IAMInstanceProfile: profile}
}

func TestModel(t *testing.T) {
	type want struct {
		Admins   []string
		Path     string
		Possible bool
		Missing  []string // what
		Gap      bool     // ways may be missing
	}
	one := func(p string) want { return want{Admins: []string{boss}, Path: p} }
	for name, c := range map[string]struct {
		change func(*world)
		want   want
	}{
		"nothing":        {func(*world) {}, want{Admins: []string{boss}}},
		"pass_to_lambda": {func(w *world) { w.may(`["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"]`) }, one("1. user ana becomes role boss by iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction (lambda-001)")},
		"by_group": {func(w *world) {
			w.group.GroupPolicyList = inventory.Known([]iam.InlinePolicy{{PolicyName: "x", PolicyDocument: allow(`"iam:PutUserPolicy"`, `"*"`)}})
		}, one("1. user ana makes itself an administrator by iam:PutUserPolicy (iam-007)")},
		"function_taken_over": {func(w *world) {
			w.may(`"lambda:UpdateFunctionCode"`)
			w.more = append(w.more, function(inventory.Known(boss)))
		},
			one("1. user ana becomes role boss by lambda:UpdateFunctionCode (lambda-003) through arn:aws:lambda:eu-central-1:" + account + ":function:f")},
		"function_of_other_role": {func(w *world) {
			w.may(`"lambda:UpdateFunctionCode"`)
			w.more = append(w.more, function(inventory.Known("arn:aws:iam::"+account+":role/other")))
		}, want{Admins: []string{boss}}},
		"functions_not_listed": {func(w *world) { w.may(`"lambda:UpdateFunctionCode"`); w.unlisted = []inventory.Kind{"lambda.function"} },
			want{Admins: []string{boss}, Path: "1. user ana becomes role boss by lambda:UpdateFunctionCode (lambda-003), possibly", Possible: true, Missing: []string{"lambda.function"}}},
		"functions_not_collected": {func(w *world) {
			w.may(`"lambda:UpdateFunctionCode"`)
			w.uncovered = []inventory.Kind{"lambda.function"}
		},
			want{Admins: []string{boss}, Path: "1. user ana becomes role boss by lambda:UpdateFunctionCode (lambda-003), possibly", Possible: true, Missing: []string{"lambda.function"}}},
		"function_of_unknown_role": {func(w *world) {
			w.may(`"lambda:UpdateFunctionCode"`)
			w.more = append(w.more, function(unread[string](lambda.ListFunctions)))
		}, want{Admins: []string{boss}, Path: "1. user ana becomes role boss by lambda:UpdateFunctionCode (lambda-003), possibly", Possible: true, Missing: []string{"lambda.function f"}}},
		"instance_with_profile": {func(w *world) {
			w.may(`"ssm:SendCommand"`)
			w.more = append(w.more, instance(inventory.Known(profile)), &ssm.ManagedNode{Ref: inventory.Ref{ID: "i-1", Region: checks.CaseRegion}})
		},
			one("1. user ana becomes role boss by ssm:SendCommand (ssm-002) through arn:aws:ec2:eu-central-1:" + account + ":instance/i-1")},
		"instance_that_is_not_managed": {func(w *world) {
			w.may(`"ssm:SendCommand"`)
			w.more = append(w.more, instance(inventory.Known(profile)))
		}, want{Admins: []string{boss}}},
		"function_policy_lets_update": {func(w *world) {
			f := function(inventory.Known(boss))
			f.Policy = inventory.Known(`{"Statement":{"Effect":"Allow","Principal":{"AWS":"` + ana + `"},"Action":"lambda:UpdateFunctionCode","Resource":"*"}}`)
			w.more = append(w.more, f)
		}, one("1. user ana becomes role boss by lambda:UpdateFunctionCode (lambda-003) through arn:aws:lambda:eu-central-1:" + account + ":function:f")},
		"function_policy_lets_invoke": {func(w *world) {
			f := function(inventory.Known(boss))
			f.Policy = inventory.Known(`{"Statement":{"Effect":"Allow","Principal":{"AWS":"` + ana + `"},"Action":"lambda:InvokeFunction","Resource":"*"}}`)
			w.more = append(w.more, f)
		}, want{Admins: []string{boss}}},
		"function_policy_unread": {func(w *world) {
			f := function(inventory.Known(boss))
			f.Policy = unread[string](lambda.GetPolicy)
			w.more = append(w.more, f)
		}, want{Admins: []string{boss}, Missing: []string{"the policy of arn:aws:lambda:eu-central-1:" + account + ":function:f"}, Gap: true}},
		"policy_unread_of_harmless_function": {func(w *world) {
			f := function(inventory.Known("arn:aws:iam::" + account + ":role/other"))
			f.Policy = unread[string](lambda.GetPolicy)
			w.more = append(w.more, f)
		}, want{Admins: []string{boss}}},
		"own_policies_unread": {func(w *world) { w.user.UserPolicyList = unread[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) },
			want{Admins: []string{boss}, Missing: []string{"iam.user ana"}, Gap: true}},
		"own_policy_broken": {func(w *world) {
			w.user.UserPolicyList = inventory.Known([]iam.InlinePolicy{{PolicyName: "a", PolicyDocument: "{"}, {PolicyName: "b", PolicyDocument: allow(`"iam:PutUserPolicy"`, `"*"`)}})
		}, want{Admins: []string{boss}, Path: "1. user ana makes itself an administrator by iam:PutUserPolicy (iam-007), possibly", Possible: true, Missing: []string{"iam.user ana, inline policy a"}, Gap: true}},
		"boundary_not_listed": {func(w *world) {
			w.may(`"iam:PutUserPolicy"`)
			w.user.PermissionsBoundaryArn = inventory.Known("arn:aws:iam::" + account + ":policy/cap")
		}, want{Admins: []string{boss}, Path: "1. user ana makes itself an administrator by iam:PutUserPolicy (iam-007), possibly", Possible: true, Missing: []string{"iam.user ana"}, Gap: true}},
		"group_not_listed": {func(w *world) { w.user.GroupList = inventory.Known([]string{"gone"}) },
			want{Admins: []string{boss}, Missing: []string{"iam.user ana"}, Gap: true}},
		"group_unread": {func(w *world) {
			w.may(`"iam:PutUserPolicy"`)
			w.group.AttachedManagedPolicies = unread[[]iam.AttachedPolicy](iam.GetAccountAuthorizationDetails)
		}, want{Admins: []string{boss}, Path: "1. user ana makes itself an administrator by iam:PutUserPolicy (iam-007), possibly", Possible: true, Missing: []string{"iam.group staff"}, Gap: true}},
		"managed_policy_unread": {func(w *world) { w.policy.Document = unread[string](iam.GetAccountAuthorizationDetails) },
			want{Missing: []string{"iam.policy " + full}, Gap: true}},
		"stopped_by_organization": {func(w *world) {
			w.may(`"iam:PutUserPolicy"`)
			w.more = append(w.more, organization(level(allow(`"*"`, `"*"`), `{"Statement":{"Effect":"Deny","Action":"iam:Put*","Resource":"*"}}`)))
		}, want{Admins: []string{boss}}},
		"not_stopped_in_its_unit": {func(w *world) {
			w.may(`"iam:PutUserPolicy"`)
			w.more = append(w.more, organization(level(allow(`"*"`, `"*"`), `{"Statement":{"Effect":"Deny","Action":"iam:Put*","Resource":"*","Condition":{"ForAnyValue:StringNotLike":{"aws:PrincipalOrgPaths":"o-abcdefghij/r-ab12/*"}}}}`)))
		}, one("1. user ana makes itself an administrator by iam:PutUserPolicy (iam-007)")},
		"no_administrators_in_organization": {func(w *world) {
			w.more = append(w.more, organization(level(allow(`"s3:*"`, `"*"`))))
		}, want{}},
		"organization_policies_denied": {func(w *world) {
			w.may(`"iam:PutUserPolicy"`)
			w.more = append(w.more, organization(unread[[]organizations.Level](organizations.ListPoliciesForTarget)))
		}, want{Admins: []string{boss}, Path: "1. user ana makes itself an administrator by iam:PutUserPolicy (iam-007)", Missing: []string{"service control policies"}}},
		"organization_denied": {func(w *world) {
			w.may(`"iam:PutUserPolicy"`)
			w.unlisted = []inventory.Kind{"organizations.guardrails"}
		},
			want{Admins: []string{boss}, Path: "1. user ana makes itself an administrator by iam:PutUserPolicy (iam-007)", Missing: []string{"resource control policies", "service control policies"}}},
		"level_without_policy": {func(w *world) {
			w.more = append(w.more, organization(inventory.Known([]organizations.Level{{Target: "r-ab12"}, {Target: account, Policies: []organizations.Policy{{ID: "p-full", Content: allow(`"*"`, `"*"`)}}}})))
		}, want{Admins: []string{boss}, Missing: []string{"service control policies"}}},
		"no_policies_enabled": {func(w *world) {
			w.more = append(w.more, organization(inventory.Known([]organizations.Level{{Target: "r-ab12"}, {Target: account}})))
		}, want{Admins: []string{boss}}},
		"trust_unread": {func(w *world) {
			w.may(`["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"]`)
			w.role.AssumeRolePolicyDocument = unread[string](iam.GetAccountAuthorizationDetails)
		}, want{Admins: []string{boss}, Missing: []string{"iam.role boss, trust policy"}, Gap: true}},
		"roles_not_listed": {func(w *world) { w.unlisted = []inventory.Kind{"iam.role"} }, want{Admins: []string{boss}, Missing: []string{"iam.role"}, Gap: true}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			c.change(w)
			m := New(w.snapshot())
			p, ok := m.PathToAdmin(ana)
			got := want{Admins: m.Admins(), Path: DescribePath(p), Possible: p.Possible, Gap: m.Gap() != nil}
			for _, x := range m.Missing() {
				got.Missing = append(got.Missing, x.What)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if ok != (c.want.Path != "") || len(m.Escalations()) != map[bool]int{true: 1}[ok] {
				t.Errorf("ok %v, escalations %v", ok, m.Escalations())
			}
		})
	}
}

// TestOwnPath holds apart what a principal can do and what everybody can.
func TestOwnPath(t *testing.T) {
	for name, c := range map[string]struct {
		change   func(*world)
		path, of string // the way, and the way that is not everybody's
	}{
		"open_role":   {func(w *world) { w.role.AssumeRolePolicyDocument = trusts(`"*"`) }, "1. user ana becomes role boss by sts:AssumeRole (sts-001)", ""},
		"narrow_role": {func(w *world) { w.role.AssumeRolePolicyDocument = trusts(`{"AWS":"` + ana + `"}`) }, "1. user ana becomes role boss by sts:AssumeRole (sts-001)", "1. user ana becomes role boss by sts:AssumeRole (sts-001)"},
		"open_under_condition": {func(w *world) {
			w.role.AssumeRolePolicyDocument = inventory.Known(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:PrincipalAccount":"` + account + `"}}}}`)
		}, "1. user ana becomes role boss by sts:AssumeRole (sts-001)", "1. user ana becomes role boss by sts:AssumeRole (sts-001)"},
		"open_and_named": {func(w *world) {
			w.role.AssumeRolePolicyDocument = inventory.Known(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"},{"Effect":"Allow","Principal":{"AWS":"` + ana + `"},"Action":"sts:AssumeRole"}]}`)
		}, "1. user ana becomes role boss by sts:AssumeRole (sts-001)", "1. user ana becomes role boss by sts:AssumeRole (sts-001)"},
		"open_and_other_way": {func(w *world) {
			w.may(`"iam:UpdateAssumeRolePolicy"`)
			w.role.AssumeRolePolicyDocument = trusts(`"*"`)
		}, "1. user ana becomes role boss by sts:AssumeRole (sts-001)", "1. user ana becomes role boss by iam:UpdateAssumeRolePolicy (iam-012)"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			c.change(w)
			m := New(w.snapshot())
			all, _ := m.PathToAdmin(ana)
			own, _ := m.OwnPathToAdmin(ana)
			if diff := cmp.Diff([]string{c.path, c.of}, []string{DescribePath(all), DescribePath(own)}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhoCan(t *testing.T) {
	bucket := func(policy inventory.Fact[string]) *s3.Bucket {
		return &s3.Bucket{Ref: inventory.Ref{ID: "b", ARN: "arn:aws:s3:::b", Region: checks.CaseRegion}, Policy: policy}
	}
	key := func(policy string) *kms.Key {
		return &kms.Key{Ref: inventory.Ref{ID: "k", ARN: "arn:aws:kms:eu-central-1:" + account + ":key/k", Region: checks.CaseRegion}, Policy: inventory.Known(policy)}
	}
	type want struct {
		Principals, Outside, Missing []string
	}
	for name, c := range map[string]struct {
		change           func(*world)
		action, resource string
		want             want
	}{
		"no_resource":      {func(*world) {}, "ec2:RunInstances", "*", want{Principals: []string{boss}}},
		"bucket_no_policy": {func(w *world) { w.more = append(w.more, bucket(inventory.Known(""))) }, "s3:GetObject", "arn:aws:s3:::b/x", want{Principals: []string{boss}}},
		"bucket_lets_in": {func(w *world) {
			w.more = append(w.more, bucket(inventory.Known(`{"Statement":[{"Effect":"Allow","Principal":{"AWS":["`+ana+`","444455556666"]},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`)))
		}, "s3:GetObject", "arn:aws:s3:::b/x", want{Principals: []string{boss, ana}, Outside: []string{"arn:aws:iam::444455556666:role/stranger"}}},
		"bucket_lets_in_otherwise": {func(w *world) {
			w.more = append(w.more, bucket(inventory.Known(`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}]}`)))
		}, "s3:GetObject", "arn:aws:s3:::b/x", want{Principals: []string{boss}}},
		"bucket_denies": {func(w *world) {
			w.more = append(w.more, bucket(inventory.Known(`{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}`)))
		}, "s3:GetObject", "arn:aws:s3:::b/x", want{}},
		"bucket_policy_unread": {func(w *world) { w.more = append(w.more, bucket(unread[string](s3.GetBucketPolicy))) }, "s3:GetObject", "arn:aws:s3:::b/x", want{Principals: []string{boss}, Missing: []string{"s3.bucket arn:aws:s3:::b/x"}}},
		"bucket_policy_broken": {func(w *world) { w.more = append(w.more, bucket(inventory.Known("{"))) }, "s3:GetObject", "arn:aws:s3:::b", want{Principals: []string{boss}, Missing: []string{"s3.bucket arn:aws:s3:::b"}}},
		"bucket_of_nobody":     {func(*world) {}, "s3:GetObject", "arn:aws:s3:::other/x", want{Principals: []string{boss}, Missing: []string{"s3.bucket arn:aws:s3:::other/x"}}},
		"key_policy_decides": {func(w *world) {
			w.more = append(w.more, key(`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"`+ana+`"},"Action":"kms:*","Resource":"*"}]}`))
		}, "kms:Decrypt", "arn:aws:kms:eu-central-1:" + account + ":key/k", want{Principals: []string{ana}}},
		"trust_policy_decides":  {func(w *world) { w.role.AssumeRolePolicyDocument = trusts(`{"AWS":"` + ana + `"}`) }, "sts:AssumeRole", boss, want{Principals: []string{ana}}},
		"kind_that_is_not_read": {func(*world) {}, "glacier:UploadArchive", "arn:aws:glacier:eu-central-1:" + account + ":vaults/v", want{Principals: []string{boss}, Missing: []string{"the policy of arn:aws:glacier:eu-central-1:" + account + ":vaults/v"}}},
		"functions_not_listed":  {func(w *world) { w.unlisted = []inventory.Kind{"lambda.function"} }, "ec2:RunInstances", "*", want{Principals: []string{boss}}},
		"boundary_unread": {func(w *world) { w.role.PermissionsBoundaryArn = unread[string](iam.GetAccountAuthorizationDetails) }, "ec2:RunInstances", "*",
			want{Principals: []string{boss + " possibly"}, Missing: []string{"iam.role boss"}}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			c.change(w)
			who := New(w.snapshot()).WhoCan(c.action, c.resource)
			var got want
			for _, p := range who.Principals {
				got.Principals = append(got.Principals, p.ARN+map[bool]string{true: " possibly"}[p.Possible])
			}
			for _, g := range who.Outside {
				got.Outside = append(got.Outside, g.Witness.Principal)
				if g.Witness.Action != c.action || g.Witness.Resource != c.resource {
					t.Errorf("the witness is for %s on %s", g.Witness.Action, g.Witness.Resource)
				}
			}
			for _, x := range who.Missing {
				got.Missing = append(got.Missing, x.What)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
