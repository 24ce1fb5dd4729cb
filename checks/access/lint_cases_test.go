package access

import (
	"encoding/json"
	"slices"
	"testing"
)

type lintCase struct {
	Expected []string `json:"expected_findings"`
	Absent   []string `json:"expected_absent"`
	Disputed bool     `json:"disputed"`
	Exact    bool     `json:"exact"`
}

// lintExceptions are undisputed expectations that we answer otherwise, by case and finding, with the reason.
var lintExceptions = map[string]string{
	"over-cloudsplaining-0003 credentials_exposure":                  "sample output of another date: ec2:* includes ec2:GetPasswordData, which the same source expects as credentials exposure elsewhere",
	"over-cloudsplaining-0003 privilege_escalation":                  "sample output of another date: ec2:* includes methods ec2-002 and ec2-004 of pathfinding.cloud",
	"over-cloudsplaining-0016 resource_exposure":                     "sample output of another date: the Service Authorization Reference now has permissions-management actions in ses",
	"over-parliament-0002 parliament:RESOURCE_MISMATCH":              "IAM reference, NotResource: every resource but the named ones matches, so that each action has one",
	"over-parliament-0004 not_principal_allow":                       "the text has a trailing comma, which is not JSON; IAM answers MalformedPolicyDocument (IAM reference, JSON policy grammar)",
	"over-parliament-0004 parliament:NOTPRINCIPAL_WITH_ALLOW":        "as above",
	"over-parliament-0004 parliament:PERMISSIONS_MANAGEMENT_ACTIONS": "as above",
	"over-parliament-0004 parliament:RESOURCE_MISMATCH":              "as above",
	"over-parliament-0004 resource_exposure":                         "as above",
	"over-parliament-0058 parliament:INVALID_ARN":                    "the resource is a CloudFormation function, not a string; IAM reference, Resource: a string or a list of strings",
	"over-awsguardrulesregistry-0022 admin":                          "s3:* is full access to one service, not administration (IAM user guide, AWS managed policies: AdministratorAccess allows * on *); the rule tested is about wildcards",
}

func TestLintCases(t *testing.T) {
	var lines []json.RawMessage
	load(t, "overpermissive_cases.json", &lines)
	for _, line := range lines {
		var c lintCase
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		a, err := AnswerLint(line)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.Expected {
			if !slices.Contains(a.Findings, want) && !c.Disputed && lintExceptions[a.ID+" "+want] == "" {
				t.Errorf("%s: lacks %s: %v", a.ID, want, a.Findings)
			}
		}
		for _, not := range c.Absent {
			if i := slices.IndexFunc(a.Details, func(f LintFinding) bool { return f.Name == not }); i >= 0 && lintExceptions[a.ID+" "+not] == "" {
				t.Errorf("%s: has %s: %+v", a.ID, not, a.Details[i])
			}
		}
	}
}
