package inspector2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/inspector2"
)

// judge is the logic of all four checks: a kind of scanning that is on has the status ENABLED.
func judge(v *checks.View[inspector2.Account], what string, status inventory.Fact[string]) checks.Verdict {
	switch value, _ := checks.Read(v, status); value {
	case "ENABLED":
		return v.Pass("the status of %s is ENABLED", what)
	case "ENABLING":
		return v.Unknown("the status of %s is ENABLING: scan again when that is done", what)
	default:
		return v.Fail("the status of %s is %s", what, value)
	}
}

// statusCases are the cases of all four checks; set puts a status where the check reads it.
func statusCases(set func(*inspector2.Account, inventory.Fact[string])) []checks.Case[inspector2.Account] {
	given := func(f inventory.Fact[string]) inspector2.Account {
		a := inspector2.Account{Ref: inventory.Ref{ID: checks.CaseRegion, Region: checks.CaseRegion}}
		set(&a, f)
		return a
	}
	call := inspector2.BatchGetAccountStatus
	gap := &inventory.Gap{Class: inventory.Denied, Call: call.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: call.Needs}
	return []checks.Case[inspector2.Account]{
		{Name: "on", Given: given(inventory.Known("ENABLED")), Want: checks.Pass},
		{Name: "off", Given: given(inventory.Known("DISABLED")), Want: checks.Fail},
		{Name: "suspended", Given: given(inventory.Known("SUSPENDED")), Want: checks.Fail},
		{Name: "starting", Given: given(inventory.Known("ENABLING")), Want: checks.Unknown},
		{Name: "denied", Given: given(inventory.Missing[string](gap)), Want: checks.Unknown},
	}
}

// page is where AWS describes the controls.
const page = "https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html#inspector-"
