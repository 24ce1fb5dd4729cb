package apigateway

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory/apigateway"
	"demarc/inventory/responsibility"
)

// APIPolicyNotPublic finds APIs whose policy lets anyone call them.
var APIPolicyNotPublic = &checks.Check[apigateway.API]{
	Meta: checks.Meta{
		ID: "apigateway-api-policy-not-public", Title: "Policies of REST APIs do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why: "A policy for everyone leaves the methods' authorizers alone before the backends: one method without an authorizer answers anybody. A private API is no exception: without a condition on the VPC or its endpoint, an endpoint in any AWS account reaches it.",
		Fix: "Add a Deny with StringNotEquals on aws:SourceVpce (private) or NotIpAddress on aws:SourceIp, or name the principals: aws apigateway update-rest-api --rest-api-id ID --patch-operations op=replace,path=/policy,value=POLICY, then deploy the stage.",
		Refs: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html",
		},
	},
	Run: apiPolicyNotPublic,
	Cases: append(policyCases(),
		checks.Case[apigateway.API]{Name: "private_without_a_policy", Given: api(), Want: checks.Pass},
		checks.Case[apigateway.API]{Name: "private_for_anyone", Given: api(func(a *apigateway.API) {
			given := examples.Given(examples.Allow(`"*"`, ""))
			a.Policy = given.Policy
		}), Want: checks.Fail},
		checks.Case[apigateway.API]{Name: "no_policy_and_endpoint_unread", Given: api(func(a *apigateway.API) { a.EndpointTypes = denied[[]string](apigateway.GetRestApis) }), Want: checks.Unknown},
	),
}

// policyCases are the cases that all policies share, but that an API on the internet without one asks no policy.
func policyCases() []checks.Case[apigateway.API] {
	cases := examples.NotPublic()
	for i := range cases {
		if cases[i].Name == "no_policy" {
			cases[i].Want = checks.NotApplicable
		}
	}
	return cases
}

func apiPolicyNotPublic(v *checks.View[apigateway.API]) checks.Verdict {
	d, unread := resourcepolicy.Decide(v, policyOf(v.Resource))
	if unread != nil {
		return *unread
	}
	types, known := checks.Peek(v, v.Resource.EndpointTypes)
	switch hidden := known && private(types); {
	case v.Resource.Policy.Or("none") == "" && hidden:
		return v.Pass("there is no policy, and a private API without one refuses every request")
	case v.Resource.Policy.Or("none") == "":
		return v.NotApplicable("there is no policy: the methods' authorizers alone decide who may call the API")
	case d.Class.Public() && hidden:
		return v.Fail("the policy is %s, so that a VPC endpoint in any AWS account reaches the private API: %s", d.Class, d.Why)
	}
	return resourcepolicy.JudgePublic(v, d)
}
