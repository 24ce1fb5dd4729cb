package apigateway

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// APINoSecrets finds credentials in stage variables.
var APINoSecrets = &checks.Check[apigateway.API]{
	Meta: checks.Meta{
		ID: "apigateway-api-no-secrets", Title: "Stage variables of REST APIs hold no secrets", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "Everybody who may read the API's configuration reads its stage variables; they stand in exports, templates and, where a mapping uses them, in logs.",
		Fix:  "Replace the secret first: it is known. Then let the backend read it from Secrets Manager: aws apigateway update-stage --rest-api-id ID --stage-name STAGE --patch-operations op=remove,path=/variables/NAME",
		Refs: []string{"https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html"},
	},
	Reads: []*inventory.Call{apigateway.GetStages},
	Run:   apiNoSecrets,
	Cases: []checks.Case[apigateway.API]{
		{Name: "good", Given: api(), Want: checks.Pass},
		{Name: "no_stage", Given: api(func(a *apigateway.API) { a.Stages = inventory.Known[[]apigateway.Stage](nil) }), Want: checks.Pass},
		{Name: "secret", Given: staged(func(s *apigateway.Stage) {
			s.Secrets = []apigateway.Secret{{Variable: "db_password", Kinds: []secrets.Finding{{Kind: "assigned-secret", Line: 1}}}}
		}), Want: checks.Fail},
		{Name: "too_long", Given: staged(func(s *apigateway.Stage) { s.Searched = false }), Want: checks.Unknown},
		{Name: "denied", Given: api(func(a *apigateway.API) { a.Stages = denied[[]apigateway.Stage](apigateway.GetStages) }), Want: checks.Unknown},
	},
}

func apiNoSecrets(v *checks.View[apigateway.API]) checks.Verdict {
	stages, _ := checks.Read(v, v.Resource.Stages)
	var found, cut []string
	for _, s := range stages {
		for _, x := range s.Secrets {
			found = append(found, s.StageName+": "+x.Variable+" ("+x.Kinds[0].Kind+")")
		}
		if !s.Searched {
			cut = append(cut, s.StageName)
		}
	}
	switch {
	case len(found) > 0:
		return v.Fail("stage variables with secrets: %s", checks.First(found, 5))
	case len(cut) > 0:
		return v.Unknown("a variable was too long to be searched to its end: %s", checks.First(cut, 3))
	}
	return v.Pass("no variable of %d stages looks like a secret", len(stages))
}
