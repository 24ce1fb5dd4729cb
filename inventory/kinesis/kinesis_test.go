package kinesis_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/kinesis"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir = "eu-central-1/kinesis/"
	arn = "arn:aws:kinesis:eu-central-1:111122223333:stream/"
)

// account has a stream with a policy and a key, one with neither, and one of which little is said.
func account() fstest.MapFS {
	const common = `"StreamStatus":"ACTIVE","StreamCreationTimestamp":"2026-01-02T03:04:05+00:00","EnhancedMonitoring":[],"OpenShardCount":1`
	return localstacktest.Files(map[string]string{
		dir + "ListStreams":                  `{"StreamNames":["clicks","plain","bare"],"HasMoreStreams":false}`,
		dir + "DescribeStreamSummary/clicks": `{"StreamDescriptionSummary":{"StreamName":"clicks","StreamARN":"` + arn + `clicks","RetentionPeriodHours":168,"EncryptionType":"KMS","KeyId":"alias/clicks",` + common + `}}`,
		dir + "DescribeStreamSummary/plain":  `{"StreamDescriptionSummary":{"StreamName":"plain","StreamARN":"` + arn + `plain","RetentionPeriodHours":24,"EncryptionType":"NONE",` + common + `}}`,
		dir + "DescribeStreamSummary/bare":   `{"StreamDescriptionSummary":{"StreamName":"bare","StreamARN":"` + arn + `bare",` + common + `}}`,
		dir + "GetResourcePolicy/clicks":     `{"Policy":"{\"Statement\":[]}"}`,
		dir + "GetResourcePolicy/plain":      `{"Policy":"{}"}`,
		dir + "GetResourcePolicy/bare":       `{"Error":{"Code":"ResourceNotFoundException","Message":"not found","Status":400}}`,
	})
}

// described are streams as the facts that they have; nil is what is not known.
func described(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("kinesis.stream") {
		x := r.(*kinesis.Stream)
		out[x.ARN] = []any{localstacktest.Value(x.EncryptionType), localstacktest.Value(x.KeyID), localstacktest.Value(x.RetentionPeriodHours), localstacktest.Value(x.Policy)}
	}
	return out
}

func TestStreams(t *testing.T) {
	s := localstacktest.Scan(t, account(), kinesis.Collectors, localstack.Options{PageSize: 2})
	want := map[string][]any{
		arn + "clicks": {"KMS", "alias/clicks", int32(168), `{"Statement":[]}`},
		arn + "plain":  {"NONE", "", int32(24), ""},
		arn + "bare":   {nil, "", nil, nil},
	}
	if diff := cmp.Diff(want, described(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"Kinesis.ListStreams": 2, "Kinesis.DescribeStreamSummary": 3, "Kinesis.GetResourcePolicy": 3}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

// TestCutShort holds that a list which says there is more, and not where, is not taken for the whole.
func TestCutShort(t *testing.T) {
	s := localstacktest.Scan(t, account(), kinesis.Collectors, localstack.Options{PageSize: 1, Faults: localstack.Faults{Damage: map[string]localstack.Damage{"Kinesis.ListStreams": localstack.DropToken}}})
	if c := s.CoverageOf("kinesis.stream", "eu-central-1"); c.Status != inventory.Partial || c.Count != 1 {
		t.Errorf("coverage %+v", c)
	}
}

func TestDenied(t *testing.T) {
	s := localstacktest.Scan(t, account(), kinesis.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"kinesis:DescribeStreamSummary"}}})
	x := s.Find("kinesis.stream", "eu-central-1", "clicks").(*kinesis.Stream)
	want := []string{"denied", "denied", "denied", ""}
	if diff := cmp.Diff(want, []string{localstacktest.Class(x.EncryptionType), localstacktest.Class(x.KeyID), localstacktest.Class(x.RetentionPeriodHours), localstacktest.Class(x.Policy)}); diff != "" {
		t.Error(diff)
	}
	s = localstacktest.Scan(t, account(), kinesis.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"kinesis:GetResourcePolicy"}}})
	x = s.Find("kinesis.stream", "eu-central-1", "clicks").(*kinesis.Stream)
	if diff := cmp.Diff([]string{"denied", ""}, []string{localstacktest.Class(x.Policy), localstacktest.Class(x.EncryptionType)}); diff != "" {
		t.Error(diff)
	}
	s = localstacktest.Scan(t, account(), kinesis.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"kinesis:ListStreams"}}})
	if c := s.CoverageOf("kinesis.stream", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
