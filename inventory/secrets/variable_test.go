package secrets

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVariableOf(t *testing.T) {
	for _, c := range []struct {
		name       string
		key, value string
		want       Variable
	}{
		{"plain", "LANG", "C", Variable{Name: "LANG"}},
		{"secret", "DB_PASSWORD", "Tr0ub4dor-prod", Variable{Name: "DB_PASSWORD", Secrets: []string{Assignment}}},
		{"each_kind_once", "NOTES", "a\npassword=Tr0ub4dor-prod\ntoken=Tr0ub4dor-prod", Variable{Name: "NOTES", Secrets: []string{Assignment}}},
		{"too_long", "BLOB", strings.Repeat("x", maxLine+1), Variable{Name: "BLOB", Partly: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, VariableOf(c.key, c.value)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
