package access

import (
	"slices"
	"strings"
)

// mfa reports conditions on MFA that do the opposite or miss access keys: requests signed with long-term keys do not have
// aws:MultiFactorAuthPresent (IAM reference, global condition keys).
func (l *linter) mfa(s *Statement) {
	for i := range s.Conditions {
		c := &s.Conditions[i]
		if c.key != "aws:multifactorauthpresent" || c.Operator.base != opBool || len(c.Values) == 0 || !strings.EqualFold(c.Values[0].Text, "false") {
			continue
		}
		switch {
		case s.Effect == Allow:
			l.report("mfa_allows_without", s, c.Pos, nil, "the statement allows requests because they lack MFA")
		case !c.Operator.IfExists:
			l.report("mfa_misses_access_keys", s, c.Pos, nil, "requests signed with access keys lack the key, so this Deny does not stop them; use BoolIfExists")
		}
	}
}

// multivalued are keys that a request can have several values of (IAM reference, "Multivalued context keys").
var multivalued = []string{"aws:calledvia", "aws:principalorgpaths", "aws:principalservicenameslist", "aws:resourceorgpaths", "aws:sourceorgpaths", "aws:tagkeys", "aws:vpceorgpaths"}

// operators reports operators that let more through than they seem to.
func (l *linter) operators(s *Statement) {
	for i := range s.Conditions {
		c := &s.Conditions[i]
		if c.void {
			continue
		}
		if c.Operator.base == opNull && slices.ContainsFunc(c.Values, func(v Value) bool { return !strings.EqualFold(v.Text, "true") && !strings.EqualFold(v.Text, "false") }) {
			l.report("null_not_bool", s, c.Pos, nil, "Null compares with true or false only; another value never matches")
		}
		if c.Operator.set != setAll || s.Effect != Allow || s.demandsKey(c.key) {
			continue
		}
		if t, known := keyType(c.key); known && !strings.HasPrefix(t, "ArrayOf") && !slices.Contains(multivalued, c.key) {
			l.report("set_operator_on_single_value", s, c.Pos, nil, "ForAllValues is met by a request without "+clip(c.Key)+", so the condition keeps nobody out; drop the prefix")
			continue
		}
		l.report("for_all_values_when_missing", s, c.Pos, nil, "ForAllValues is met by a request without "+clip(c.Key)+`; add "Null": {"`+clip(c.Key)+`": "false"}`)
	}
}

// demandsKey reports whether a condition fails for requests without the key.
func (s *Statement) demandsKey(key string) bool {
	return slices.ContainsFunc(s.Conditions, func(c Condition) bool {
		return c.key == key && c.Operator.base == opNull && !c.void && len(c.Values) > 0 && strings.EqualFold(c.Values[0].Text, "false")
	})
}
