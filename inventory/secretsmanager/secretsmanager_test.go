package secretsmanager_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/secretsmanager"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir = "eu-central-1/secretsmanager/"
	arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:"
)

// account has a secret of which all is set, one of which nothing is, and one of which not even a date is.
func account() fstest.MapFS {
	return localstacktest.Files(map[string]string{
		dir + "ListSecrets": `{"SecretList":[
			{"ARN":"` + arn + `orders/db-AbCdEf","Name":"orders/db","KmsKeyId":"arn:aws:kms:eu-central-1:111122223333:key/1","RotationEnabled":true,"NextRotationDate":"2026-12-01T00:00:00+00:00",
			 "LastRotatedDate":"2026-11-01T00:00:00+00:00","LastAccessedDate":"2026-11-20T00:00:00+00:00","CreatedDate":"2025-01-02T00:00:00+00:00","OwningService":"rds","PrimaryRegion":"eu-west-1",
			 "Tags":[{"Key":"team","Value":"orders"}]},
			{"ARN":"` + arn + `plain-GhIjKl","Name":"plain","CreatedDate":"2025-01-02T00:00:00+00:00"},
			{"ARN":"` + arn + `bare-MnOpQr","Name":"bare"}]}`,
		dir + "GetResourcePolicy/orders/db-AbCdEf": `{"ARN":"` + arn + `orders/db-AbCdEf","Name":"orders/db","ResourcePolicy":"{\"Statement\":[]}"}`,
		dir + "GetResourcePolicy/plain-GhIjKl":     `{"ARN":"` + arn + `plain-GhIjKl","Name":"plain"}`,
		dir + "GetResourcePolicy/bare-MnOpQr":      `{"ARN":"` + arn + `bare-MnOpQr","Name":"bare"}`,
	})
}

// described are secrets as the facts that they have; nil is what is not known.
func described(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("secretsmanager.secret") {
		x := r.(*secretsmanager.Secret)
		out[x.ID] = []any{
			x.ARN, localstacktest.Value(x.KMSKeyID), localstacktest.Value(x.RotationEnabled), day(x.NextRotationDate), day(x.LastRotatedDate), day(x.LastAccessedDate), day(x.CreatedDate),
			localstacktest.Value(x.OwningService), localstacktest.Value(x.PrimaryRegion), localstacktest.Value(x.Policy), localstacktest.Value(x.Tags),
		}
	}
	return out
}

// day is a date that is known, "never" for one that is known to be none, nil for a gap.
func day(f inventory.Fact[time.Time]) any {
	at, gap := f.Get()
	switch {
	case gap != nil:
		return nil
	case at.IsZero():
		return "never"
	}
	return at.UTC().Format(time.DateOnly)
}

func TestSecrets(t *testing.T) {
	s := localstacktest.Scan(t, account(), secretsmanager.Collectors, localstack.Options{PageSize: 2})
	want := map[string][]any{
		"orders/db": {
			arn + "orders/db-AbCdEf", "arn:aws:kms:eu-central-1:111122223333:key/1", true, "2026-12-01", "2026-11-01", "2026-11-20", "2025-01-02", "rds", "eu-west-1", `{"Statement":[]}`,
			map[string]string{"team": "orders"},
		},
		"plain": {arn + "plain-GhIjKl", "", false, "never", "never", "never", "2025-01-02", "", "", "", map[string]string{}},
		"bare":  {arn + "bare-MnOpQr", "", false, "never", "never", "never", nil, "", "", "", map[string]string{}},
	}
	if diff := cmp.Diff(want, described(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"SecretsManager.ListSecrets": 2, "SecretsManager.GetResourcePolicy": 3}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	s := localstacktest.Scan(t, account(), secretsmanager.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"secretsmanager:GetResourcePolicy"}}})
	for _, r := range s.Of("secretsmanager.secret") {
		x := r.(*secretsmanager.Secret)
		if diff := cmp.Diff([]string{"denied", ""}, []string{localstacktest.Class(x.Policy), localstacktest.Class(x.RotationEnabled)}); diff != "" {
			t.Errorf("%s: %s", x.ID, diff)
		}
	}
	s = localstacktest.Scan(t, account(), secretsmanager.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"secretsmanager:ListSecrets"}}})
	if c := s.CoverageOf("secretsmanager.secret", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}

// TestMissing holds that a secret which is gone when its policy is asked for is not one without a policy.
func TestMissing(t *testing.T) {
	files := localstacktest.With(account(), map[string]string{
		dir + "GetResourcePolicy/plain-GhIjKl": `{"Error":{"Code":"ResourceNotFoundException","Message":"Secrets Manager can't find the specified secret.","Status":400}}`,
	})
	s := localstacktest.Scan(t, files, secretsmanager.Collectors, localstack.Options{})
	x := s.Find("secretsmanager.secret", "eu-central-1", "plain").(*secretsmanager.Secret)
	if got := localstacktest.Class(x.Policy); got != "failed" {
		t.Errorf("class %q", got)
	}
}
