package apigateway

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/responsibility"
)

// APIPrivate finds APIs that the internet reaches.
var APIPrivate = &checks.Check[apigateway.API]{
	Meta: checks.Meta{
		ID: "apigateway-api-private", Title: "REST APIs are reached through VPC endpoints only", Duty: responsibility.NetExposure, Severity: checks.Medium, Since: "0.1",
		Why:  "A regional or edge-optimised API has an address on the internet, also one that is meant for a few services of your own. Then each method without an authorizer is everybody's.",
		Fix:  "aws apigateway update-rest-api --rest-api-id ID --patch-operations op=replace,path=/endpointConfiguration/types/REGIONAL,value=PRIVATE, with a policy that names the VPC endpoints. An API that is meant for the public is an exception to name as such.",
		Refs: []string{"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html"},
	},
	Run: func(v *checks.View[apigateway.API]) checks.Verdict {
		types, known := checks.Read(v, v.Resource.EndpointTypes)
		if known && !private(types) {
			return v.Fail("endpointConfiguration.types is %s", checks.First(types, 3))
		}
		return v.Pass("endpointConfiguration.types is %s", checks.First(types, 3))
	},
	Cases: []checks.Case[apigateway.API]{
		{Name: "private", Given: api(), Want: checks.Pass},
		{Name: "regional", Given: api(public), Want: checks.Fail},
		{Name: "edge", Given: api(func(a *apigateway.API) { a.EndpointTypes = inventory.Known([]string{"EDGE"}) }), Want: checks.Fail},
		{Name: "unread", Given: api(func(a *apigateway.API) { a.EndpointTypes = denied[[]string](apigateway.GetRestApis) }), Want: checks.Unknown},
	},
}

// private reports whether an API has private endpoints only.
func private(types []string) bool {
	return !slices.ContainsFunc(types, func(t string) bool { return t != "PRIVATE" })
}
