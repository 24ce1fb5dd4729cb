package checks_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
)

func TestOutsiders(t *testing.T) {
	p := &checks.Policy{TrustedAccounts: []string{"444455556666"}, OrganizationID: "o-own"}
	for _, tt := range []struct {
		name           string
		policy         *checks.Policy
		accounts, orgs []string
		want           []string
	}{
		{"none", p, nil, nil, nil},
		{"all_trusted", p, []string{"444455556666"}, []string{"o-own"}, nil},
		{"some", p, []string{"777788889999", "444455556666"}, []string{"o-other"}, []string{"777788889999", "o-other"}},
		{"nobody_is_named", &checks.Policy{}, []string{"444455556666"}, []string{"", "o-own"}, []string{"444455556666", "", "o-own"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.policy.Outsiders(tt.accounts, tt.orgs)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFirst(t *testing.T) {
	for _, tt := range []struct {
		name string
		list []string
		want string
	}{
		{"empty", nil, "none"}, {"fits", []string{"a", "b"}, "a, b"}, {"cut", []string{"a", "b", "c", "d"}, "a, b and 2 more"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := checks.First(tt.list, 2); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
