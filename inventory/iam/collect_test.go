package iam

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// facts renders the facts of a resource as a snapshot file does, so that a table can hold whole resources.
func facts(t *testing.T, r inventory.Resource) map[string]string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal(b, &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for k, v := range raw {
		switch k {
		case "id", "account", "name", "region":
		default:
			out[k] = string(v)
		}
	}
	return out
}

const omitted = `{"class":"omitted"}`

func TestEverything(t *testing.T) {
	a := newAccount()
	snap := a.scan(t)
	rowless := `{"class":"omitted","call":"IAM.GetCredentialReport","detail":"no row for \"robot\": the report can be four hours older than the user"}`
	garbled := `{"class":"failed","call":"IAM.GetAccountAuthorizationDetails","detail":"AssumeRolePolicyDocument is not URL-encoded JSON"}`
	unread := `{"class":"failed","call":"IAM.GetAccountAuthorizationDetails","detail":"RolePolicyList is not URL-encoded JSON"}`
	want := map[string]map[string]string{
		"iam.user ana": {
			"arn": `"arn:aws:iam::111122223333:user/staff/ana"`, "tags": `[{"team":"web"}]`, "Path": `["/staff/"]`, "CreateDate": `["2025-03-01T08:00:00Z"]`,
			"GroupList": `[["admins"]]`, "UserPolicyList": `[[]]`, "AttachedManagedPolicies": `[[]]`, "PermissionsBoundary.PermissionsBoundaryArn": `[""]`,
			"password_enabled": `[true]`, "password_last_used": `["2026-11-22T09:00:00+00:00"]`, "password_last_changed": `["2026-10-01T09:00:00+00:00"]`, "mfa_active": `[true]`,
			"access_key_1_active": `[true]`, "access_key_1_last_rotated": `["2026-09-01T08:00:00+00:00"]`, "access_key_1_last_used_date": `["2026-11-22T08:00:00+00:00"]`,
			"access_key_2_active": `[false]`, "access_key_2_last_rotated": `["N/A"]`, "access_key_2_last_used_date": `["N/A"]`, "cert_1_active": `[false]`, "cert_2_active": `[false]`,
			"VirtualMFADevices.SerialNumber": `[["arn:aws:iam::111122223333:mfa/ana"]]`,
		},
		"iam.user robot": {
			"arn": `"arn:aws:iam::111122223333:user/robot"`, "tags": `[{}]`, "Path": `["/"]`, "CreateDate": `["2026-11-23T08:00:00Z"]`, "GroupList": `[[]]`,
			"UserPolicyList":          `[[{"PolicyName":"read","PolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::a+b/*\"}]}"}]]`,
			"AttachedManagedPolicies": `[[{"PolicyName":"deploy","PolicyArn":"arn:aws:iam::111122223333:policy/team/deploy"}]]`, "PermissionsBoundary.PermissionsBoundaryArn": `["arn:aws:iam::111122223333:policy/team/deploy"]`,
			"password_enabled": rowless, "password_last_used": rowless, "password_last_changed": rowless, "mfa_active": rowless, "access_key_1_active": rowless, "access_key_1_last_rotated": rowless,
			"access_key_1_last_used_date": rowless, "access_key_2_active": rowless, "access_key_2_last_rotated": rowless, "access_key_2_last_used_date": rowless, "cert_1_active": rowless, "cert_2_active": rowless,
			"VirtualMFADevices.SerialNumber": `[[]]`,
		},
		"iam.group admins": {
			"arn": `"arn:aws:iam::111122223333:group/admins"`, "tags": `[{}]`, "Path": `["/"]`, "CreateDate": `["2025-03-01T08:00:00Z"]`, "GroupPolicyList": `[[]]`,
			"AttachedManagedPolicies": `[[{"PolicyName":"AdministratorAccess","PolicyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}]]`,
		},
		"iam.role web": {
			"arn": `"arn:aws:iam::111122223333:role/web"`, "tags": `[{}]`, "Path": `["/"]`, "CreateDate": `["2025-01-01T00:00:00Z"]`,
			"AssumeRolePolicyDocument": `["{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"]`,
			"RolePolicyList":           `[[]]`, "AttachedManagedPolicies": `[[]]`, "PermissionsBoundary.PermissionsBoundaryArn": `[""]`,
			"RoleLastUsed.LastUsedDate": `["2026-11-20T10:00:00Z"]`, "InstanceProfileList.Arn": `[["arn:aws:iam::111122223333:instance-profile/web"]]`,
		},
		"iam.role AWSServiceRoleForAutoScaling": {
			"arn": `"arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"`, "tags": `[{}]`, "Path": `["/aws-service-role/autoscaling.amazonaws.com/"]`, "CreateDate": `["2025-01-01T00:00:00Z"]`,
			"AssumeRolePolicyDocument": `["{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"autoscaling.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"]`,
			"RolePolicyList":           `[[]]`, "AttachedManagedPolicies": `[[]]`, "PermissionsBoundary.PermissionsBoundaryArn": `[""]`,
			"RoleLastUsed.LastUsedDate": `["0001-01-01T00:00:00Z"]`, "InstanceProfileList.Arn": `[[]]`,
		},
		"iam.role garbled": {
			"arn": `"arn:aws:iam::111122223333:role/garbled"`, "tags": `[{}]`, "Path": `["/"]`, "CreateDate": `["2025-01-01T00:00:00Z"]`, "AssumeRolePolicyDocument": garbled, "RolePolicyList": unread,
			"AttachedManagedPolicies": omitted, "PermissionsBoundary.PermissionsBoundaryArn": `[""]`, "RoleLastUsed.LastUsedDate": omitted, "InstanceProfileList.Arn": `[[]]`,
		},
		"iam.policy arn:aws:iam::111122223333:policy/team/deploy": {
			"arn": `"arn:aws:iam::111122223333:policy/team/deploy"`, "Path": `["/team/"]`, "DefaultVersionId": `["v2"]`, "AttachmentCount": `[1]`, "PermissionsBoundaryUsageCount": `[1]`, "IsAttachable": `[true]`,
			"CreateDate": `["2025-01-01T00:00:00Z"]`, "UpdateDate": `["2025-02-01T00:00:00Z"]`,
			"PolicyVersionList.Document": `["{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::a+b/*\"}]}"]`,
		},
		"iam.policy arn:aws:iam::aws:policy/AdministratorAccess": {
			"arn": `"arn:aws:iam::aws:policy/AdministratorAccess"`, "Path": `["/"]`, "DefaultVersionId": `["v1"]`, "AttachmentCount": `[1]`, "PermissionsBoundaryUsageCount": `[0]`, "IsAttachable": `[true]`,
			"CreateDate": `["2015-02-06T18:39:46Z"]`, "UpdateDate": `["2015-02-06T18:39:46Z"]`,
			"PolicyVersionList.Document": `["{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"]`,
		},
		"iam.root <root_account>": {
			"arn": `"arn:aws:iam::111122223333:root"`, "SummaryMap.AccountAccessKeysPresent": `[0]`, "SummaryMap.AccountMFAEnabled": `[1]`, "SummaryMap.AccountPasswordPresent": `[1]`,
			"SummaryMap.AccountSigningCertificatesPresent": `[0]`, "VirtualMFADevices.SerialNumber": `[["arn:aws:iam::111122223333:mfa/root-account-mfa-device"]]`,
			"password_last_used": `["2026-11-20T07:00:00+00:00"]`, "access_key_1_last_used_date": `["N/A"]`, "access_key_2_last_used_date": `["N/A"]`,
		},
		"iam.password_policy password-policy": {
			"arn":            `"arn:aws:iam::111122223333:account-password-policy"`,
			"PasswordPolicy": `[{"MinimumPasswordLength":14,"PasswordReusePrevention":24,"MaxPasswordAge":0,"RequireUppercaseCharacters":true,"RequireLowercaseCharacters":true,"RequireSymbols":true,"RequireNumbers":true,"AllowUsersToChangePassword":true}]`,
		},
		"iam.server_certificate www": {"arn": `"arn:aws:iam::111122223333:server-certificate/www"`, "Expiration": `["2025-01-01T00:00:00Z"]`, "UploadDate": `["2024-01-01T00:00:00Z"]`},
		"iam.saml_provider arn:aws:iam::111122223333:saml-provider/okta": {
			"arn": `"arn:aws:iam::111122223333:saml-provider/okta"`, "CreateDate": `["2024-01-01T00:00:00Z"]`, "ValidUntil": `["2036-01-01T00:00:00Z"]`},
		"iam.oidc_provider arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com": {
			"arn": `"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"`},
	}
	got := map[string]map[string]string{}
	for _, r := range snap.Resources {
		got[string(r.Type().Kind)+" "+r.Identity().ID] = facts(t, r)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	calls := map[string]int{
		"IAM.GetAccountAuthorizationDetails": 2, "IAM.GenerateCredentialReport": 1, "IAM.GetCredentialReport": 1, "IAM.GetAccountSummary": 1, "IAM.ListVirtualMFADevices": 1,
		"IAM.GetAccountPasswordPolicy": 1, "IAM.ListServerCertificates": 1, "IAM.ListSAMLProviders": 1, "IAM.ListOpenIDConnectProviders": 1,
	}
	if diff := cmp.Diff(calls, snap.Calls); diff != "" {
		t.Error(diff)
	}
	for _, c := range snap.Coverage {
		if c.Status != inventory.Complete || c.Region != "" {
			t.Errorf("%s: %v in %q: %s", c.Kind, c.Status, c.Region, c.Why())
		}
	}
}

// A check that reads only the listing causes only the listing.
func TestFewestCalls(t *testing.T) {
	tests := map[string]struct {
		want  inventory.Want
		calls map[string]int
	}{
		"users":           {inventory.Want{Type: UserType}, map[string]int{"IAM.GetAccountAuthorizationDetails": 2}},
		"report":          {inventory.Want{Type: UserType, Calls: CredentialReport}, map[string]int{"IAM.GetAccountAuthorizationDetails": 2, "IAM.GenerateCredentialReport": 1, "IAM.GetCredentialReport": 1}},
		"password_policy": {inventory.Want{Type: PasswordPolicyType}, map[string]int{"IAM.GetAccountPasswordPolicy": 1}},
		"root":            {inventory.Want{Type: RootType}, map[string]int{"IAM.GetAccountSummary": 1}},
		"root_report":     {inventory.Want{Type: RootType, Calls: CredentialReport}, map[string]int{"IAM.GetAccountSummary": 1, "IAM.GenerateCredentialReport": 1, "IAM.GetCredentialReport": 1}},
		"user_devices":    {inventory.Want{Type: UserType, Calls: []*inventory.Call{ListVirtualMFADevices}}, map[string]int{"IAM.GetAccountAuthorizationDetails": 2, "IAM.ListVirtualMFADevices": 1}},
		"saml":            {inventory.Want{Type: SAMLProviderType}, map[string]int{"IAM.GetAccountSummary": 1, "IAM.ListSAMLProviders": 1}},
		"certificates":    {inventory.Want{Type: ServerCertificateType}, map[string]int{"IAM.GetAccountSummary": 1, "IAM.ListServerCertificates": 1}},
		"oidc":            {inventory.Want{Type: OIDCProviderType}, map[string]int{"IAM.ListOpenIDConnectProviders": 1}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			snap := newAccount().scan(t, tt.want)
			if diff := cmp.Diff(tt.calls, snap.Calls); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever single call is denied, its facts or its listing are gaps that name the action, and all else is as before.
func TestDenied(t *testing.T) {
	whole := newAccount().scan(t)
	for _, c := range collectorsCalls() {
		t.Run(c.Op, func(t *testing.T) {
			a := newAccount()
			a.denied[c.Op] = true
			snap := a.scan(t)
			lost := 0
			for _, r := range whole.Resources {
				cov := snap.CoverageOf(r.Type().Kind, "")
				x := snap.Find(r.Type().Kind, "", r.Identity().ID)
				if x == nil {
					if cov.Status == inventory.Complete || cov.Gap.Class != inventory.Denied || !cmp.Equal(cov.Gap.Needs, c.Needs) {
						t.Errorf("%s is gone, and the coverage is %v: %s", r.Identity().ID, cov.Status, cov.Why())
					}
					lost++
					continue
				}
				before, after := facts(t, r), facts(t, x)
				for k, v := range before {
					if after[k] == v {
						continue
					}
					lost++
					var g inventory.Gap
					if err := json.Unmarshal([]byte(after[k]), &g); err != nil || g.Class != inventory.Denied || g.Call != c.String() || !cmp.Equal(g.Needs, c.Needs) {
						t.Errorf("%s %s: %s", r.Identity().ID, k, after[k])
					}
				}
			}
			if lost == 0 {
				t.Error("nothing is missing")
			}
		})
	}
}

func collectorsCalls() []*inventory.Call {
	var out []*inventory.Call
	for _, c := range Collectors {
		for _, call := range c.Calls() {
			if !slices.Contains(out, call) {
				out = append(out, call)
			}
		}
	}
	return out
}

// A broken page leaves what came before it and says that there is more.
func TestBrokenPage(t *testing.T) {
	a := newAccount()
	a.answers["GetAccountAuthorizationDetails"] = []string{"GetAccountAuthorizationDetails.1", "empty"}
	snap := a.scan(t, inventory.Want{Type: UserType, Calls: CredentialReport})
	got := map[inventory.Kind]string{}
	for _, c := range snap.Coverage {
		got[c.Kind] = c.Status.String() + ": " + c.Why()
	}
	const why = ": IAM.GetAccountAuthorizationDetails in us-east-1 failed: the answer was empty"
	if diff := cmp.Diff(map[inventory.Kind]string{"iam.user": "partial" + why, "iam.group": "partial" + why, "iam.role": "failed" + why, "iam.policy": "failed" + why}, got); diff != "" {
		t.Error(diff)
	}
	if u := snap.Find("iam.user", "", "ana").(*User); !u.MFAActive.Or(false) {
		t.Error("the users of the first page are not joined with the report")
	}
}

func TestRootRowMissing(t *testing.T) {
	a := newAccount()
	a.answers["GetCredentialReport"] = []string{"GetCredentialReport.rootless"}
	snap := a.scan(t, inventory.Want{Type: RootType, Calls: CredentialReport})
	_, gap := snap.Find("iam.root", "", RootName).(*Root).PasswordLastUsed.Get()
	want := &inventory.Gap{Class: inventory.Omitted, Call: "IAM.GetCredentialReport", Detail: "no row for the root user, which AWS always writes: is this an emulator?"}
	if diff := cmp.Diff(want, gap); diff != "" {
		t.Error(diff)
	}
}

func TestNoPasswordPolicy(t *testing.T) {
	a := newAccount()
	delete(a.answers, "GetAccountPasswordPolicy")
	snap := a.scan(t, inventory.Want{Type: PasswordPolicyType})
	p, gap := snap.Find("iam.password_policy", "", "password-policy").(*AccountPasswordPolicy).PasswordPolicy.Get()
	if gap != nil || p != nil {
		t.Errorf("got %v, gap %v; want a known nil", p, gap)
	}
}

// What a snapshot file holds is what was collected.
func TestTypes(t *testing.T) {
	snap := newAccount().scan(t)
	for _, r := range snap.Resources {
		copied := r.Type().New()
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, copied); err != nil {
			t.Fatal(err)
		}
		inventory.Bind(copied)
		if diff := cmp.Diff(facts(t, r), facts(t, copied)); diff != "" {
			t.Errorf("%s: %s", r.Identity().ID, diff)
		}
		class := r.Classify()
		found := false
		for _, v := range r.Type().Variants {
			found = found || v == class.Variant
		}
		if !found || class.Why == "" || responsibility.LevelOf(class.Variant) == "" {
			t.Errorf("%s: classified as %q because %q", r.Identity().ID, class.Variant, class.Why)
		}
	}
}

func TestMoment(t *testing.T) {
	when := time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	for m, want := range map[Moment]time.Time{"2026-11-22T09:00:00+00:00": when, "2026-11-22T09:00:00Z": when, NotApplicable: {}, NoInformation: {}, NotSupported: {}, "": {}} {
		got, ok := m.Time()
		if !got.Equal(want) || ok != !want.IsZero() {
			t.Errorf("%q: %v, %v", m, got, ok)
		}
	}
}
