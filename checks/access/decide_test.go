package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDecideWellKnown are policies as AWS's guides and consoles write them, and the mistakes around them.
func TestDecideWellKnown(t *testing.T) {
	st := func(statements string) string { return `{"Version":"2012-10-17","Statement":[` + statements + `]}` }
	type want struct {
		Class          Class
		Accounts, Orgs []string
	}
	for name, c := range map[string]struct {
		kind, arn, policy string
		class             Class
		accounts, orgs    []string
	}{} {
		t.Run(name, func(t *testing.T) {
			rp := ResourcePolicy{Type: c.kind, ARN: c.arn, AccountID: "111122223333", OrgID: "o-myownorg99", Document: mustParse(t, c.policy)}
			d := Decide(rp)
			if diff := cmp.Diff(want{c.class, c.accounts, c.orgs}, want{d.Class, d.Accounts, d.Orgs}); diff != "" {
				t.Errorf("%s\n%s", diff, d.Why)
			}
		})
	}
}

func TestDecideWithoutPolicy(t *testing.T) {
	if d := Decide(ResourcePolicy{Type: "s3.bucket"}); d.Class != ClassNone || d.Witness != nil || d.Why == "" {
		t.Errorf("got %+v", d)
	}
}
