package lambda

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionURLIAMAuth finds function URLs that check no signature.
var FunctionURLIAMAuth = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-url-iam-auth", Title: "Function URLs ask for IAM signatures", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "A URL with AuthType NONE is a public web server: whoever finds it runs the function. All authentication is then up to the code, and every request, wanted or not, is paid for.",
		Fix:  "aws lambda update-function-url-config --function-name NAME --auth-type AWS_IAM, and aws lambda remove-permission of the statement that allows lambda:InvokeFunctionUrl to *; or put CloudFront with origin access control before it.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"},
	},
	Reads: []*inventory.Call{lambda.ListFunctionURLConfigs, lambda.GetPolicy},
	Run:   functionURLIAMAuth,
	Cases: []checks.Case[lambda.Function]{
		{Name: "no_url", Given: function(), Want: checks.Pass},
		{Name: "signed", Given: function(url("AWS_IAM")), Want: checks.Pass},
		{Name: "open", Given: function(url("NONE"), policy(anyoneByURL)), Want: checks.Fail},
		{Name: "no_permission_yet", Given: function(url("NONE")), Want: checks.Fail},
		{Name: "policy_denied", Given: function(url("NONE"), noPolicy), Want: checks.Fail},
		{Name: "denied", Given: function(noURLs), Want: checks.Unknown},
	},
}

func functionURLIAMAuth(v *checks.View[lambda.Function]) checks.Verdict {
	urls, _ := checks.Read(v, v.Resource.URLs)
	if len(urls) == 0 {
		return v.Pass("the function has no URL")
	}
	var open []string
	for _, u := range urls {
		if u.AuthType != "AWS_IAM" {
			open = append(open, u.FunctionARN)
		}
	}
	if len(open) == 0 {
		return v.Pass("AuthType is AWS_IAM for %d URLs", len(urls))
	}
	// Lambda lets unsigned requests in only where the policy does. That of an alias is not read.
	if text, known := checks.Peek(v, v.Resource.Policy); known && len(open) == 1 && open[0] == v.Resource.ARN {
		if d, err := resourcepolicy.DecideText(v, functionPolicy(v.Resource), text); err == nil && !d.Class.Public() {
			return v.Fail("AuthType of the URL is NONE; the policy does not let unsigned requests in yet").At(checks.Medium)
		}
	}
	return v.Fail("AuthType is NONE for the URL of %s", checks.First(open, 3))
}
