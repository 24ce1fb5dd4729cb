package apigateway

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/apigateway"
)

const caseARN = "arn:aws:execute-api:" + checks.CaseRegion + ":" + checks.CaseAccount + ":a1b2c3d4e5"

// denied is a fact that could not be read.
func denied[V any](call *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: call.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: call.Needs})
}

// api is one with which nothing is wrong, with the changes.
func api(changes ...func(*apigateway.API)) apigateway.API {
	a := apigateway.API{
		Ref:           inventory.Ref{ID: "a1b2c3d4e5", Name: "quotes", ARN: caseARN, Region: checks.CaseRegion},
		EndpointTypes: inventory.Known([]string{"PRIVATE"}), Policy: inventory.Known(""), Stages: inventory.Known([]apigateway.Stage{stage()}),
	}
	for _, change := range changes {
		change(&a)
	}
	return a
}

// stage is one with which nothing is wrong, with the changes.
func stage(changes ...func(*apigateway.Stage)) apigateway.Stage {
	s := apigateway.Stage{
		StageName: "live", ClientCertificateID: "abc123", WebACLArn: "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/edge/1", TracingEnabled: true, CacheClusterEnabled: true,
		MethodSettings: []apigateway.MethodSetting{{Path: "*/*", LoggingLevel: "ERROR", CachingEnabled: true, CacheDataEncrypted: true}}, Searched: true,
	}
	for _, change := range changes {
		change(&s)
	}
	return s
}

// staged is an API with a good stage and one with the change.
func staged(change func(*apigateway.Stage)) apigateway.API {
	return api(func(a *apigateway.API) {
		a.Stages = inventory.Known([]apigateway.Stage{stage(), stage(func(s *apigateway.Stage) { s.StageName = "test" }, change)})
	})
}

func public(a *apigateway.API) { a.EndpointTypes = inventory.Known([]string{"REGIONAL"}) }

var examples = resourcepolicy.Examples[apigateway.API]{
	With: func(p inventory.Fact[string]) apigateway.API {
		return api(public, func(a *apigateway.API) { a.Policy = p })
	},
	Call: apigateway.GetRestApis, Action: "execute-api:Invoke", ARN: caseARN + "/*",
}

func policyOf(a *apigateway.API) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: a.Policy, Type: "apigateway.api", ARN: a.ARN}
}
