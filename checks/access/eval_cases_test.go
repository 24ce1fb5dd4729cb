package access

import (
	"encoding/json"
	"testing"
)

type evalCase struct {
	ID        string `json:"id"`
	Expected  string `json:"expected"`
	Disputed  bool   `json:"disputed"`
	Suggested string `json:"suggested_expected"`
	Reason    string `json:"dispute_reason"`
}

func TestEvaluateCases(t *testing.T) {
	var lines []json.RawMessage
	load(t, "eval_cases.json", &lines)
	for _, line := range lines {
		var c evalCase
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		a, err := AnswerEvaluate(line)
		if err != nil {
			t.Fatal(err)
		}
		want := c.Expected
		if c.Disputed {
			want = c.Suggested
		}
		if want != "" && a.Decision != want {
			t.Errorf("%s: got %s, want %s; %s\n%s", c.ID, a.Decision, want, a.Why, line)
		}
	}
}
