package access

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// LintQuestion is one line of "scanner policy lint --ndjson". Policy is an object or a string that holds the document;
// the other fields are optional.
type LintQuestion struct {
	ID         string            `json:"id"`
	Policy     json.RawMessage   `json:"policy"`
	PolicyText string            `json:"policy_text,omitempty"`
	With       []json.RawMessage `json:"extra_policies,omitempty"`
	Service    string            `json:"service,omitempty"`
	Params     LintParams        `json:"params"`
}

// LintParams are options of one line.
type LintParams struct {
	NarrowResources bool                       `json:"flag_resource_arn_statements,omitempty"`
	Sensitive       map[string]SensitiveParams `json:"sensitive_access,omitempty"`
}

// SensitiveParams lists actions with the resources that are sensitive for them.
type SensitiveParams struct {
	Resources []map[string][]string `json:"resources"`
}

// LintAnswer is the answer to a LintQuestion: the names of the findings, each once and sorted, followed by the ids of the
// methods of escalation, which Methods has alone, and each finding with its place.
type LintAnswer struct {
	ID       string        `json:"id"`
	Findings []string      `json:"findings"`
	Methods  []string      `json:"methods"`
	Details  []LintFinding `json:"details"`
}

// LintFinding is a finding in JSON. Statement counts from 1; 0 is the whole document.
type LintFinding struct {
	Name      string   `json:"name"`
	Statement int      `json:"statement"`
	Line      int      `json:"line"`
	Column    int      `json:"column"`
	Actions   []string `json:"actions,omitempty"`
	Methods   []string `json:"methods,omitempty"`
	Text      string   `json:"text"`
}

// parliament are the names that duo-labs/parliament gives some of the findings.
var parliament = map[string]string{
	"duplicate_sid": "DUPLICATE_SID", "invalid_arn": "INVALID_ARN", "mfa_allows_without": "BAD_PATTERN_FOR_MFA", "not_principal_allow": "NOTPRINCIPAL_WITH_ALLOW",
	"not_resource_allow": "NOTRESOURCE_WITH_ALLOW", "resource_effectively_wildcard": "RESOURCE_EFFECTIVELY_STAR", "resource_mismatch": "RESOURCE_MISMATCH",
	"resource_mismatch_wildcard": "RESOURCE_MISMATCH", "resource_policy_change": "RESOURCE_POLICY_PRIVILEGE_ESCALATION", "resource_star": "RESOURCE_STAR",
	"sensitive_access": "SENSITIVE_ACCESS", "type_mismatch": "MISMATCHED_TYPE", "unknown_action": "UNKNOWN_ACTION", "unknown_operator": "UNKNOWN_OPERATOR",
	"unknown_service": "UNKNOWN_PREFIX", "unknown_condition_key": "UNKNOWN_CONDITION_FOR_ACTION", "malformed": "MALFORMED", "credentials_exposure": "CREDENTIALS_EXPOSURE", "privilege_escalation": "PRIVILEGE_ESCALATION",
	"invalid_sid": "INVALID_SID", "set_operator_on_single_value": "SINGLE_VALUE_CONDITION_TOO_PERMISSIVE", "null_not_bool": "MISMATCHED_TYPE_OPERATION_TO_NULL", "permissions_management": "PERMISSIONS_MANAGEMENT_ACTIONS",
}

// AnswerLint answers one line of "scanner policy lint --ndjson". The error says what is wrong with the line; a policy that
// cannot be read is not an error but the finding malformed.
func AnswerLint(line []byte) (LintAnswer, error) {
	var q LintQuestion
	if err := json.Unmarshal(line, &q); err != nil {
		return LintAnswer{}, fmt.Errorf("read the line as a lint question: %w", err)
	}
	opts := LintOptions{NarrowResources: q.Params.NarrowResources}
	if q.Service != "" {
		opts.FullAccessTo = []string{lower(q.Service)}
	}
	for _, group := range q.Params.Sensitive {
		for _, m := range group.Resources {
			for action, resources := range m {
				for _, r := range resources {
					opts.Sensitive = append(opts.Sensitive, SensitiveAccess{action, r})
				}
			}
		}
	}
	for i, raw := range q.With {
		d, err := parseRaw(raw)
		if err != nil {
			return LintAnswer{}, fmt.Errorf("extra policy %d: %w", i+1, err)
		}
		opts.With = append(opts.With, d)
	}
	src := []byte(q.Policy)
	var text string
	if q.PolicyText != "" {
		src = []byte(q.PolicyText)
	} else if json.Unmarshal(q.Policy, &text) == nil {
		src = []byte(text)
	}
	return answerLint(q.ID, LintText(src, opts)), nil
}

func answerLint(id string, findings []Finding) LintAnswer {
	a := LintAnswer{ID: id, Findings: []string{}, Methods: []string{}, Details: []LintFinding{}}
	for _, f := range findings {
		a.Findings = append(a.Findings, f.Name)
		if alias, ok := parliament[f.Name]; ok {
			if f.Name == "malformed" && strings.HasPrefix(f.Text, "not JSON") {
				alias = "MALFORMED_JSON"
			}
			a.Findings = append(a.Findings, "parliament:"+alias)
		}
		a.Methods = append(a.Methods, f.Methods...)
		a.Details = append(a.Details, LintFinding{f.Name, f.Statement + 1, f.Pos.Line, f.Pos.Column, f.Actions, f.Methods, f.Text})
	}
	a.Findings, a.Methods = unique(a.Findings), unique(a.Methods)
	a.Findings = append(a.Findings, a.Methods...) // a method of escalation is a finding, by its id
	a.Findings, a.Methods = slices.Clip(a.Findings), slices.Clip(a.Methods)
	return a
}
