package lambda

import (
	"time"

	"demarc/checks"
	"demarc/inventory/lambda"
	"demarc/inventory/lambda/runtimes"
	"demarc/inventory/responsibility"
)

// FunctionRuntimeSupported finds functions on runtimes that AWS no longer patches.
var FunctionRuntimeSupported = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-runtime-supported", Title: "Functions use runtimes that AWS still patches", Duty: responsibility.RuntimeVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "From the day of a runtime's deprecation AWS may stop patching the language and the operating system below the function, without a word in the function itself. Later it refuses changes: then not even a fix of your own code can be deployed.",
		Fix:  "aws lambda update-function-configuration --function-name NAME --runtime IDENTIFIER, after a test of the code on it; functions that nobody invokes any more are better deleted.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html"},
	},
	Run: functionRuntimeSupported,
	Cases: []checks.Case[lambda.Function]{
		{Name: "supported", Given: function(), Want: checks.Pass},
		{Name: "not_scheduled", Given: function(runtime("java17.al2023")), Want: checks.Pass},
		{Name: "deprecated", Given: function(runtime("python3.9")), Want: checks.Fail},
		{Name: "deprecated_os_only", Given: function(runtime("provided.al2")), Want: checks.Fail},
		{Name: "blocked", Given: function(runtime("nodejs12.x")), Want: checks.Fail},
		{Name: "newer_than_the_table", Given: function(runtime("python3.99")), Want: checks.Unknown},
		{Name: "on_managed_instances", Given: function(instances), Want: checks.Pass},
		{Name: "image", Given: function(image), Want: checks.NotApplicable},
		{Name: "not_read", Given: function(func(f *lambda.Function) { f.Runtime = denied[string](lambda.ListFunctions) }), Want: checks.Unknown},
	},
}

func functionRuntimeSupported(v *checks.View[lambda.Function]) checks.Verdict {
	id, ok := identifier(v)
	if !ok {
		return v.NotApplicable("PackageType is Image: the runtime is inside the image")
	}
	r, listed := runtimes.Find(id)
	switch {
	case !listed:
		return v.Unknown("%s is not in the table of runtimes of %s", id, runtimes.ReadOn().Format(time.DateOnly))
	case r.Blocked(v.Now()):
		return v.Fail("%s (%s on %s) is deprecated since %s, and functions on it can no longer be changed", id, r.Name, r.OS, r.Deprecation.Format(time.DateOnly)).At(checks.High)
	case r.Deprecated(v.Now()):
		return v.Fail("%s (%s on %s) is deprecated since %s", id, r.Name, r.OS, r.Deprecation.Format(time.DateOnly))
	case r.Deprecation.IsZero():
		return v.Pass("%s (%s on %s) is supported, with no end scheduled", id, r.Name, r.OS)
	}
	return v.Pass("%s (%s on %s) is supported until %s", id, r.Name, r.OS, r.Deprecation.Format(time.DateOnly))
}

// identifier reads the runtime's identifier; false for a function that has none.
func identifier(v *checks.View[lambda.Function]) (id string, ok bool) {
	if kind, known := checks.Read(v, v.Resource.PackageType); known && kind == "Image" {
		return "", false
	}
	id, _ = checks.Read(v, v.Resource.Runtime)
	return id, true
}
