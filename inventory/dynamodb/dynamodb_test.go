package dynamodb_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/dynamodb"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir    = "eu-central-1/dynamodb/"
	arn    = "arn:aws:dynamodb:eu-central-1:111122223333:table/"
	label  = "2026-01-02T03:04:05.678"
	policy = `{"Version":"2012-10-17","Statement":[]}`
)

// table is the answer of DescribeTable for a table in state ACTIVE.
func table(name, more string) string {
	return `{"Table":{"TableName":"` + name + `","TableArn":"` + arn + name + `","TableStatus":"ACTIVE","DeletionProtectionEnabled":true` + more + `}}`
}

var account = localstacktest.Files(map[string]string{
	dir + "ListTables": `{"TableNames":["bookings","plain","stub"]}`,
	dir + "DescribeTable/bookings": table("bookings", `,"SSEDescription":{"Status":"ENABLED","SSEType":"KMS","KMSMasterKeyArn":"arn:aws:kms:eu-central-1:111122223333:key/1"},
		"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"},"LatestStreamArn":"`+arn+`bookings/stream/`+label+`"`),
	dir + "DescribeTable/plain":        table("plain", ""),
	dir + "DescribeTable/stub":         `{"Table":{"TableName":"stub"}}`,
	dir + "GetResourcePolicy/bookings": `{"Policy":` + fmt.Sprintf("%q", policy) + `,"RevisionId":"1"}`,
	dir + "GetResourcePolicy/bookings/stream/" + strings.ReplaceAll(label, ":", "_"): `{"Policy":"{}"}`,
})

func scan(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, account, dynamodb.Collectors, o)
}

// tables are the facts of tables and streams by id; the class of a gap stands for a value that is not known.
func tables(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("dynamodb.table") {
		x := r.(*dynamodb.Table)
		out[x.ID] = []any{or(x.TableStatus), or(x.DeletionProtectionEnabled), or(x.KMSMasterKeyArn), or(x.LatestStreamArn), or(x.Policy)}
	}
	for _, r := range s.Of("dynamodb.stream") {
		x := r.(*dynamodb.Stream)
		out[x.ID] = []any{x.ARN, or(x.StreamEnabled), or(x.Policy)}
	}
	return out
}

func or[V any](f inventory.Fact[V]) any {
	if class := localstacktest.Class(f); class != "" {
		return "gap: " + class
	}
	return localstacktest.Value(f)
}

func TestTables(t *testing.T) {
	s := scan(t, localstack.Options{PageSize: 2})
	streamARN := arn + "bookings/stream/" + label
	want := map[string][]any{
		"bookings":                 {"ACTIVE", true, "arn:aws:kms:eu-central-1:111122223333:key/1", streamARN, policy},
		"bookings/stream/" + label: {streamARN, true, "{}"},
		"plain":                    {"ACTIVE", true, "", "", ""},
		"stub":                     {"gap: omitted", "gap: omitted", "gap: omitted", "gap: omitted", ""},
	}
	if diff := cmp.Diff(want, tables(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"DynamoDB.ListTables": 2, "DynamoDB.DescribeTable": 3, "DynamoDB.GetResourcePolicy": 4}, s.Calls); diff != "" {
		t.Error(diff)
	}
	if c := s.CoverageOf("dynamodb.stream", "eu-central-1"); c.Status != inventory.Partial || c.Gap.Class != inventory.Omitted {
		t.Errorf("a table that was not described may have a stream, but coverage is %+v", c)
	}
	if c := s.CoverageOf("dynamodb.table", "eu-central-1"); c.Status != inventory.Complete {
		t.Errorf("coverage of tables is %+v", c)
	}
}

func TestDenied(t *testing.T) {
	const no = "gap: denied"
	for name, tt := range map[string]struct {
		action string
		want   map[string][]any
		stream inventory.CoverageStatus
	}{
		"describe": {"dynamodb:DescribeTable", map[string][]any{"bookings": {no, no, no, no, policy}, "plain": {no, no, no, no, ""}, "stub": {no, no, no, no, ""}}, inventory.Unread},
		"policy": {"dynamodb:GetResourcePolicy", map[string][]any{
			"bookings": {"ACTIVE", true, "arn:aws:kms:eu-central-1:111122223333:key/1", arn + "bookings/stream/" + label, no}, "bookings/stream/" + label: {arn + "bookings/stream/" + label, true, no},
			"plain": {"ACTIVE", true, "", "", no}, "stub": {"gap: omitted", "gap: omitted", "gap: omitted", "gap: omitted", no},
		}, inventory.Partial},
		"list": {"dynamodb:ListTables", map[string][]any{}, inventory.Unread},
	} {
		t.Run(name, func(t *testing.T) {
			s := scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{tt.action}}})
			if diff := cmp.Diff(tt.want, tables(s)); diff != "" {
				t.Error(diff)
			}
			if c := s.CoverageOf("dynamodb.stream", "eu-central-1"); c.Status != tt.stream {
				t.Errorf("coverage of streams is %+v", c)
			}
		})
	}
}

// TestForeignAnswer holds that an empty object is no answer: not a table without a policy.
func TestForeignAnswer(t *testing.T) {
	s := scan(t, localstack.Options{Faults: localstack.Faults{Damage: map[string]localstack.Damage{"DynamoDB.GetResourcePolicy": localstack.Empty}}})
	for id, x := range tables(s) {
		if got := x[len(x)-1]; got == "" || got == policy {
			t.Errorf("%s has policy %q of an empty answer", id, got)
		}
	}
}

// TestCalls holds what the package's comment says, for a tenth of its tables.
func TestCalls(t *testing.T) {
	files := map[string]string{}
	var names []string
	for i := range 10 {
		name, stream := fmt.Sprintf("t%d", i), ""
		if i < 2 {
			stream = `,"LatestStreamArn":"` + arn + name + `/stream/` + label + `"`
		}
		names, files[dir+"DescribeTable/"+name] = append(names, fmt.Sprintf("%q", name)), table(name, stream)
	}
	files[dir+"ListTables"] = `{"TableNames":[` + strings.Join(names, ",") + `]}`
	s := localstacktest.Scan(t, localstacktest.Files(files), dynamodb.Collectors, localstack.Options{})
	if diff := cmp.Diff(map[string]int{"DynamoDB.ListTables": 1, "DynamoDB.DescribeTable": 10, "DynamoDB.GetResourcePolicy": 12}, s.Calls); diff != "" {
		t.Error(diff)
	}
}
