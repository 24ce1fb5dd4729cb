package lambda

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// FunctionTracing wants traces of what a function calls.
var FunctionTracing = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-tracing", Title: "Functions are traced with X-Ray", Duty: responsibility.OpsLogging, Severity: checks.Low, Since: "0.1",
		Why:  "Logs say what the code wrote; a trace says which services it called, in which order and with which errors. After an incident that is the difference between a list of invocations and a path.",
		Fix:  "aws lambda update-function-configuration --function-name NAME --tracing-config Mode=Active",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html"},
	},
	Run: func(v *checks.View[lambda.Function]) checks.Verdict {
		mode, _ := checks.Read(v, v.Resource.TracingMode)
		if mode == "Active" {
			return v.Pass("TracingConfig.Mode is Active")
		}
		return v.Fail("TracingConfig.Mode is %s", mode)
	},
	Cases: []checks.Case[lambda.Function]{
		{Name: "active", Given: function(), Want: checks.Pass},
		{Name: "passes_through", Given: function(func(f *lambda.Function) { f.TracingMode = inventory.Known("PassThrough") }), Want: checks.Fail},
		{Name: "not_told", Given: function(func(f *lambda.Function) { f.TracingMode = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}
