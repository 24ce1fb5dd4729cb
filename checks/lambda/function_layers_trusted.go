package lambda

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionLayersTrusted finds layers of accounts that nobody named.
var FunctionLayersTrusted = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-layers-trusted", Title: "Functions use layers of trusted accounts only", Duty: responsibility.AppPatch, Severity: checks.Low, Since: "0.1",
		Why:  "A layer's files run within the function, with its role and its data. In somebody else's account they are published, and left unpatched, by somebody else; the version that you pinned gets no fix by itself.",
		Fix:  "Publish a copy that you have looked at in your own account (aws lambda publish-layer-version), or name the publisher's account in trustedAccounts of the policy file.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html"},
	},
	Run: functionLayersTrusted,
	Cases: []checks.Case[lambda.Function]{
		{Name: "none", Given: function(), Want: checks.Pass},
		{Name: "own", Given: function(layers("arn:aws:lambda:eu-central-1:111122223333:layer:shared:3")), Want: checks.Pass},
		{Name: "of_others", Given: function(layers("arn:aws:lambda:eu-central-1:444455556666:layer:agent:12")), Want: checks.Fail},
		{Name: "trusted", Given: function(layers("arn:aws:lambda:eu-central-1:444455556666:layer:agent:12")), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "not_an_arn", Given: function(layers("agent")), Want: checks.Unknown},
		{Name: "not_read", Given: function(func(f *lambda.Function) { f.Layers = denied[[]string](lambda.ListFunctions) }), Want: checks.Unknown},
	},
}

func functionLayersTrusted(v *checks.View[lambda.Function]) checks.Verdict {
	arns, _ := checks.Read(v, v.Resource.Layers)
	var foreign []string
	for _, arn := range arns {
		parts := strings.Split(arn, ":")
		switch {
		case len(parts) < 7 || parts[4] == "":
			return v.Unknown("it cannot be told whose layer %q is", arn)
		case parts[4] != v.Account() && len(v.Policy().Outsiders([]string{parts[4]}, nil)) > 0:
			foreign = append(foreign, arn)
		}
	}
	if len(foreign) > 0 {
		return v.Fail("%d of %d layers are of accounts that are not trusted: %s", len(foreign), len(arns), checks.First(foreign, 3))
	}
	return v.Pass("all of %d layers are of this account or trusted ones", len(arns))
}

func layers(arns ...string) func(*lambda.Function) {
	return func(f *lambda.Function) { f.Layers = inventory.Known(arns) }
}
