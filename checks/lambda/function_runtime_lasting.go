package lambda

import (
	"time"

	"demarc/checks"
	"demarc/inventory/lambda"
	"demarc/inventory/lambda/runtimes"
	"demarc/inventory/responsibility"
)

// FunctionRuntimeLasting finds functions whose runtime is soon no longer patched.
var FunctionRuntimeLasting = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-runtime-lasting", Title: "The runtimes of functions have at least half a year of patches left", Duty: responsibility.RuntimeVersion, Severity: checks.Low, Since: "0.1",
		Why:  "A move to another runtime needs changes of code, tests and a release. AWS writes 180 days ahead, to an address that may belong to nobody; begun after the deprecation, the move happens without patches.",
		Fix:  "Plan the move to a newer runtime, then aws lambda update-function-configuration --function-name NAME --runtime IDENTIFIER.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"},
	},
	Run: functionRuntimeLasting,
	Cases: []checks.Case[lambda.Function]{
		{Name: "lasting", Given: function(), Want: checks.Pass},
		{Name: "not_scheduled", Given: function(runtime("java17.al2023")), Want: checks.Pass},
		{Name: "soon", Given: function(runtime("ruby3.3")), Want: checks.Fail},
		{Name: "past", Given: function(runtime("python3.9")), Want: checks.NotApplicable},
		{Name: "newer_than_the_table", Given: function(runtime("python3.99")), Want: checks.Unknown},
		{Name: "image", Given: function(image), Want: checks.NotApplicable},
	},
}

// notice is how long before a deprecation AWS announces it (Lambda Developer Guide, "Runtime deprecation policy").
const notice = 180 * 24 * time.Hour

func functionRuntimeLasting(v *checks.View[lambda.Function]) checks.Verdict {
	id, ok := identifier(v)
	if !ok {
		return v.NotApplicable("PackageType is Image: the runtime is inside the image")
	}
	r, listed := runtimes.Find(id)
	switch {
	case !listed:
		return v.Unknown("%s is not in the table of runtimes of %s", id, runtimes.ReadOn().Format(time.DateOnly))
	case r.Deprecated(v.Now()):
		return v.NotApplicable("%s is already deprecated, which lambda-function-runtime-supported reports", id)
	case r.Deprecated(v.Now().Add(notice)):
		return v.Fail("%s is deprecated on %s, in %d days", id, r.Deprecation.Format(time.DateOnly), int(r.Deprecation.Sub(v.Now()).Hours()/24)+1)
	case r.Deprecation.IsZero():
		return v.Pass("no deprecation of %s is scheduled", id)
	}
	return v.Pass("%s is deprecated on %s", id, r.Deprecation.Format(time.DateOnly))
}
