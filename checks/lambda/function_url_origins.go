package lambda

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionURLOrigins finds function URLs that pages from anywhere may call.
var FunctionURLOrigins = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-url-origins", Title: "Function URLs name the origins that may call them", Duty: responsibility.AccessInservice, Severity: checks.Low, Since: "0.1",
		Why:  "With any origin allowed, every web page that one of your users visits can call the URL from the user's browser and read the answer.",
		Fix:  "aws lambda update-function-url-config --function-name NAME --cors AllowOrigins=https://app.example.com",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html"},
	},
	Reads: []*inventory.Call{lambda.ListFunctionURLConfigs},
	Run:   functionURLOrigins,
	Cases: []checks.Case[lambda.Function]{
		{Name: "no_url", Given: function(), Want: checks.NotApplicable},
		{Name: "no_cors", Given: function(url("AWS_IAM")), Want: checks.Pass},
		{Name: "named", Given: function(url("NONE", "https://app.example.com")), Want: checks.Pass},
		{Name: "any", Given: function(url("NONE", "*")), Want: checks.Fail},
		{Name: "denied", Given: function(noURLs), Want: checks.Unknown},
	},
}

func functionURLOrigins(v *checks.View[lambda.Function]) checks.Verdict {
	urls, _ := checks.Read(v, v.Resource.URLs)
	if len(urls) == 0 {
		return v.NotApplicable("the function has no URL")
	}
	for _, u := range urls {
		if slices.ContainsFunc(u.AllowOrigins, func(o string) bool { return o == "*" || o == "http://*" || o == "https://*" }) {
			return v.Fail("Cors.AllowOrigins of the URL of %s is %s", u.FunctionARN, checks.First(u.AllowOrigins, 3))
		}
	}
	return v.Pass("no URL of the function allows any origin")
}
