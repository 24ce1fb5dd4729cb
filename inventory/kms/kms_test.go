package kms_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	rotated  = "00000001-0000-4000-8000-000000000000"
	managed  = "00000002-0000-4000-8000-000000000000"
	signing  = "00000003-0000-4000-8000-000000000000"
	imported = "00000004-0000-4000-8000-000000000000"
	leaving  = "00000005-0000-4000-8000-000000000000"
	unnamed  = "00000006-0000-4000-8000-000000000000" // managed by AWS, without an alias
)

// account has one key of each kind that the collector tells apart.
func account() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }
	put("global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	const dir = "eu-central-1/kms/"
	var keys []string
	for _, id := range []string{rotated, managed, signing, imported, leaving, unnamed} {
		keys = append(keys, `{"KeyId":"`+id+`","KeyArn":"arn:aws:kms:eu-central-1:111122223333:key/`+id+`"}`)
		put(dir+"GetKeyPolicy/"+id+".json", `{"PolicyName":"default","Policy":"{}"}`)
		put(dir+"ListGrants/"+id+".json", `{"Grants":[]}`)
	}
	put(dir+"ListKeys.json", `{"Keys":[`+strings.Join(keys, ",")+`]}`)
	put(dir+"ListAliases.json", `{"Aliases":[{"AliasName":"alias/orders","TargetKeyId":"`+rotated+`"},{"AliasName":"alias/archive","TargetKeyId":"`+rotated+`"},
		{"AliasName":"alias/aws/ebs","TargetKeyId":"`+managed+`"},{"AliasName":"alias/aws/unused"}]}`)
	describe := func(id, rest string) {
		put(dir+"DescribeKey/"+id+".json", `{"KeyMetadata":{"KeyId":"`+id+`","CreationDate":"2026-01-02T03:04:05+00:00","MultiRegion":false,`+rest+`}}`)
	}
	describe(rotated, `"KeyManager":"CUSTOMER","KeyState":"Enabled","KeySpec":"SYMMETRIC_DEFAULT","Origin":"AWS_KMS"`)
	describe(signing, `"KeyManager":"CUSTOMER","KeyState":"Enabled","KeySpec":"RSA_4096","Origin":"AWS_KMS"`)
	describe(imported, `"KeyManager":"CUSTOMER","KeyState":"Enabled","KeySpec":"SYMMETRIC_DEFAULT","Origin":"EXTERNAL","ExpirationModel":"KEY_MATERIAL_EXPIRES","ValidTo":"2027-01-01T00:00:00+00:00"`)
	describe(leaving, `"KeyManager":"CUSTOMER","KeyState":"PendingDeletion","KeySpec":"SYMMETRIC_DEFAULT","Origin":"AWS_KMS","DeletionDate":"2026-12-01T00:00:00+00:00"`)
	describe(unnamed, `"KeyManager":"AWS","KeyState":"Enabled","KeySpec":"SYMMETRIC_DEFAULT","Origin":"AWS_KMS"`)
	put(dir+"GetKeyRotationStatus/"+rotated+".json", `{"KeyId":"`+rotated+`","KeyRotationEnabled":true,"RotationPeriodInDays":365}`)
	put(dir+"ListGrants/"+rotated+".json", `{"Grants":[{"GrantId":"g1","GranteePrincipal":"arn:aws:iam::444455556666:root","Operations":["Decrypt"],"IssuingAccount":"111122223333",
		"Constraints":{"EncryptionContextSubset":{"tenant":"seven"}}},{"GrantId":"g2","GranteePrincipal":"rds.amazonaws.com","Operations":["Encrypt","Decrypt"]}]}`)
	put(dir+"ListResourceTags/"+rotated+".json", `{"Tags":[{"TagKey":"env","TagValue":"prod"}]}`)
	return files
}

// serve starts an endpoint over the account. wrap, when given, stands before it.
func serve(t *testing.T, o localstack.Options, wrap func(http.Handler) http.Handler) aws.Config {
	t.Helper()
	e, err := localstack.New(account(), o)
	if err != nil {
		t.Fatal(err)
	}
	var h http.Handler = e
	if wrap != nil {
		h = wrap(e)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return aws.Config{Region: "eu-central-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "any", ""), HTTPClient: collect.NewHTTPClient(), RetryMaxAttempts: 1}
}

// scan collects with the wanted details, or with all of them when none is named.
func scan(t *testing.T, cfg aws.Config, details ...*inventory.Call) *inventory.Snapshot {
	t.Helper()
	plan := collect.Everything(kms.Collectors)
	if details != nil {
		var err error
		if plan, err = collect.NewPlan(kms.Collectors, []inventory.Want{{Type: kms.KeyType, Calls: details}}); err != nil {
			t.Fatal(err)
		}
	}
	return localstacktest.Run(t, cfg, plan)
}

// facts returns the facts of each key as JSON, by the key's id and the fact's name.
func facts(t *testing.T, s *inventory.Snapshot) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for _, r := range s.Resources {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]json.RawMessage
		if err := json.Unmarshal(b, &raw); err != nil {
			t.Fatal(err)
		}
		of := map[string]string{}
		for name, value := range raw {
			if name != "account" && name != "id" && name != "region" {
				of[strings.TrimPrefix(name, "KeyMetadata.")] = string(value)
			}
		}
		out[r.Identity().ID] = of
	}
	return out
}

// described are the facts that all described keys of the account share, with the changes.
func described(changes map[string]string) map[string]string {
	out := map[string]string{
		"Aliases.AliasName": `[null]`, "KeyManager": `["CUSTOMER"]`, "KeyState": `["Enabled"]`, "KeySpec": `["SYMMETRIC_DEFAULT"]`, "Origin": `["AWS_KMS"]`,
		"CreationDate": `["2026-01-02T03:04:05Z"]`, "DeletionDate": `["0001-01-01T00:00:00Z"]`, "PendingDeletionWindowInDays": `[0]`, "ExpirationModel": `[""]`,
		"ValidTo": `["0001-01-01T00:00:00Z"]`, "CustomKeyStoreId": `[""]`, "MultiRegion": `[false]`, "MultiRegionConfiguration": `[{}]`, "Policy": `["{}"]`, "Grants": `[null]`, "tags": `[{}]`,
	}
	maps.Copy(out, changes)
	for name, value := range out {
		if value == "" {
			delete(out, name)
		}
	}
	return out
}

func arn(id string) string { return `"arn:aws:kms:eu-central-1:111122223333:key/` + id + `"` }

func TestKeys(t *testing.T) {
	s := scan(t, serve(t, localstack.Options{}, nil))
	want := map[string]map[string]string{
		rotated: described(map[string]string{
			"arn": arn(rotated), "name": `"alias/archive"`, "Aliases.AliasName": `[["alias/archive","alias/orders"]]`, "KeyRotationEnabled": `[true]`, "tags": `[{"env":"prod"}]`,
			"Grants": `[[{"GrantId":"g1","GranteePrincipal":"arn:aws:iam::444455556666:root","IssuingAccount":"111122223333","Operations":["Decrypt"],"Constraints":{"EncryptionContextSubset":["tenant"]}},` +
				`{"GrantId":"g2","GranteePrincipal":"rds.amazonaws.com","Operations":["Encrypt","Decrypt"]}]]`,
		}),
		managed:  {"arn": arn(managed), "name": `"alias/aws/ebs"`, "Aliases.AliasName": `[["alias/aws/ebs"]]`},
		signing:  described(map[string]string{"arn": arn(signing), "KeySpec": `["RSA_4096"]`}),
		imported: described(map[string]string{"arn": arn(imported), "Origin": `["EXTERNAL"]`, "ExpirationModel": `["KEY_MATERIAL_EXPIRES"]`, "ValidTo": `["2027-01-01T00:00:00Z"]`}),
		leaving:  described(map[string]string{"arn": arn(leaving), "KeyState": `["PendingDeletion"]`, "DeletionDate": `["2026-12-01T00:00:00Z"]`, "Grants": ""}),
		unnamed:  described(map[string]string{"arn": arn(unnamed), "KeyManager": `["AWS"]`, "Policy": "", "Grants": "", "tags": ""}),
	}
	if diff := cmp.Diff(want, facts(t, s)); diff != "" {
		t.Error(diff)
	}
	calls := map[string]int{
		"KMS.ListKeys": 1, "KMS.ListAliases": 1, "KMS.DescribeKey": 5, "KMS.GetKeyRotationStatus": 1, "KMS.GetKeyPolicy": 4, "KMS.ListGrants": 3, "KMS.ListResourceTags": 4,
	}
	if diff := cmp.Diff(calls, s.Calls); diff != "" {
		t.Errorf("calls: %s", diff)
	}
	variants := map[string]responsibility.Variant{}
	for _, r := range s.Resources {
		variants[r.Identity().ID] = r.Classify().Variant
	}
	if diff := cmp.Diff(map[string]responsibility.Variant{
		rotated: responsibility.KMSKeyCustomer, managed: responsibility.KMSKeyAWSManaged, signing: responsibility.KMSKeyCustomer,
		imported: responsibility.KMSKeyImported, leaving: responsibility.KMSKeyCustomer, unnamed: responsibility.KMSKeyAWSManaged,
	}, variants); diff != "" {
		t.Error(diff)
	}
}

// TestOnlyWantedCalls holds that a check which reads the state alone costs the lists and DescribeKey.
func TestOnlyWantedCalls(t *testing.T) {
	s := scan(t, serve(t, localstack.Options{PageSize: 2}, nil), kms.DescribeKey)
	if diff := cmp.Diff(map[string]int{"KMS.ListKeys": 3, "KMS.ListAliases": 2, "KMS.DescribeKey": 5}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

// TestDeniedCalls holds that each refused call leaves gaps in its own facts, and changes no other.
func TestDeniedCalls(t *testing.T) {
	whole := facts(t, scan(t, serve(t, localstack.Options{}, nil)))
	for _, tt := range []struct {
		call *inventory.Call
		// gone names the facts of key rotated that become gaps, and those that were only asked for its sake.
		gone []string
	}{
		{kms.ListAliases, []string{"Aliases.AliasName", "name"}},
		{kms.DescribeKey, []string{"KeyManager", "KeyState", "KeySpec", "Origin", "CreationDate", "DeletionDate", "PendingDeletionWindowInDays", "ExpirationModel", "ValidTo", "CustomKeyStoreId", "MultiRegion", "MultiRegionConfiguration", "KeyRotationEnabled"}},
		{kms.GetKeyRotationStatus, []string{"KeyRotationEnabled"}},
		{kms.GetKeyPolicy, []string{"Policy"}},
		{kms.ListGrants, []string{"Grants"}},
		{kms.ListResourceTags, []string{"tags"}},
	} {
		t.Run(tt.call.Op, func(t *testing.T) {
			s := scan(t, serve(t, localstack.Options{Faults: localstack.Faults{Denied: tt.call.Needs}}, nil))
			got := facts(t, s)[rotated]
			for name, value := range whole[rotated] {
				if !slices.Contains(tt.gone, name) {
					if got[name] != value {
						t.Errorf("%s is %s, and was %s", name, got[name], value)
					}
					continue
				}
				if text, there := got[name]; there && (!strings.Contains(text, `"denied"`) || !strings.Contains(text, tt.call.Needs[0])) {
					t.Errorf("%s is %s, not a gap that names %s", name, text, tt.call.Needs[0])
				}
			}
			if len(s.Resources) != 6 || s.Coverage[0].Status != inventory.Complete {
				t.Errorf("%d keys, coverage %v", len(s.Resources), s.Coverage)
			}
		})
	}
}

func TestListFaults(t *testing.T) {
	for _, tt := range []struct {
		name    string
		options localstack.Options
		status  inventory.CoverageStatus
		count   int
	}{
		{"denied", localstack.Options{Faults: localstack.Faults{Denied: []string{"kms:ListKeys"}}}, inventory.Unread, 0},
		{"no_token", localstack.Options{PageSize: 2, Faults: localstack.Faults{Damage: map[string]localstack.Damage{"KMS.ListKeys": localstack.DropToken}}}, inventory.Partial, 2},
		{"empty", localstack.Options{Faults: localstack.Faults{Damage: map[string]localstack.Damage{"KMS.ListKeys": localstack.Empty}}}, inventory.Unread, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := scan(t, serve(t, tt.options, nil), kms.DescribeKey)
			type result struct {
				Status inventory.CoverageStatus
				Count  int
			}
			if diff := cmp.Diff(result{tt.status, tt.count}, result{s.Coverage[0].Status, len(s.Resources)}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEmptyObjectIsNoAnswer holds that {} is neither "no keys" nor "rotation is off".
func TestEmptyObjectIsNoAnswer(t *testing.T) {
	hollow := func(op string) func(http.Handler) http.Handler {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("X-Amz-Target") == "TrentService."+op {
					w.Header().Set("Content-Type", "application/x-amz-json-1.1")
					_, _ = io.WriteString(w, "{}")
					return
				}
				next.ServeHTTP(w, r)
			})
		}
	}
	t.Run("list", func(t *testing.T) {
		s := scan(t, serve(t, localstack.Options{}, hollow("ListKeys")))
		if c := s.Coverage[0]; c.Status != inventory.Unread || c.Gap.Class != inventory.Unsupported {
			t.Errorf("coverage %+v", c)
		}
	})
	t.Run("rotation", func(t *testing.T) {
		s := scan(t, serve(t, localstack.Options{}, hollow("GetKeyRotationStatus")))
		if got := facts(t, s)[rotated]["KeyRotationEnabled"]; !strings.Contains(got, `"unsupported"`) {
			t.Errorf("KeyRotationEnabled is %s", got)
		}
	})
}
