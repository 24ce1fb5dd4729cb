package apigateway

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apigateway"
)

// everyStage is the Run of a check that wants something of each stage: wrong says what a stage does not have, or "", and
// right what all of them have.
func everyStage(right string, wrong func(*apigateway.Stage) string) func(*checks.View[apigateway.API]) checks.Verdict {
	return func(v *checks.View[apigateway.API]) checks.Verdict {
		stages, known := checks.Read(v, v.Resource.Stages)
		if known && len(stages) == 0 {
			return v.NotApplicable("the API has no stage: nothing is deployed")
		}
		var names, bad []string
		for i := range stages {
			names = append(names, stages[i].StageName)
			if what := wrong(&stages[i]); what != "" {
				bad = append(bad, stages[i].StageName+": "+what)
			}
		}
		if len(bad) > 0 {
			return v.Fail("%s", checks.First(bad, 4))
		}
		return v.Pass("%s: %s", right, checks.First(names, 4))
	}
}

// stageCases are worked examples of a check that runs everyStage: bad makes a stage that fails.
func stageCases(bad func(*apigateway.Stage)) []checks.Case[apigateway.API] {
	return []checks.Case[apigateway.API]{
		{Name: "good", Given: api(), Want: checks.Pass},
		{Name: "one_of_two_stages", Given: staged(bad), Want: checks.Fail},
		{Name: "no_stage", Given: api(func(a *apigateway.API) { a.Stages = inventory.Known[[]apigateway.Stage](nil) }), Want: checks.NotApplicable},
		{Name: "denied", Given: api(func(a *apigateway.API) { a.Stages = denied[[]apigateway.Stage](apigateway.GetStages) }), Want: checks.Unknown},
	}
}
