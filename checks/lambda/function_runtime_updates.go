package lambda

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/lambda/runtimes"
	"demarc/inventory/responsibility"
)

// FunctionRuntimeUpdates wants the patches of the runtime to reach the function.
var FunctionRuntimeUpdates = &checks.Check[lambda.Function]{
	Meta: checks.Meta{
		ID: "lambda-function-runtime-updates", Title: "The runtimes of functions get their patches", Duty: responsibility.RuntimeVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "In the mode FunctionUpdate AWS patches the runtime when you next change the function, and in the mode Manual never: a function that works is a function that nobody touches, and it keeps every hole of the day it was made.",
		Fix:  "aws lambda put-runtime-management-config --function-name NAME --update-runtime-on Auto; in the mode FunctionUpdate, redeploy on a schedule.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html", "https://docs.aws.amazon.com/lambda/latest/dg/runtime-management-configure-settings.html"},
	},
	Reads: []*inventory.Call{lambda.GetRuntimeManagementConfig},
	Run:   functionRuntimeUpdates,
	Cases: []checks.Case[lambda.Function]{
		{Name: "auto", Given: function(), Want: checks.Pass},
		{Name: "updated", Given: function(updates("FunctionUpdate", 20)), Want: checks.Pass},
		{Name: "not_updated", Given: function(updates("FunctionUpdate", 400)), Want: checks.Fail},
		{Name: "manual", Given: function(updates("Manual", 1)), Want: checks.Fail},
		{Name: "manual_os_only", Given: function(runtime("provided.al2023"), updates("Manual", 1)), Want: checks.Fail},
		{Name: "deprecated", Given: function(runtime("python3.9")), Want: checks.NotApplicable},
		{Name: "image", Given: function(image), Want: checks.NotApplicable},
		{Name: "managed_instances", Given: function(instances), Want: checks.NotApplicable},
		{Name: "mode_denied", Given: function(runtime("provided.al2023"), func(f *lambda.Function) { f.UpdateRuntimeOn = denied[string](lambda.GetRuntimeManagementConfig) }), Want: checks.Unknown},
	},
}

func functionRuntimeUpdates(v *checks.View[lambda.Function]) checks.Verdict {
	if provider, known := checks.Read(v, v.Resource.CapacityProviderARN); known && provider != "" {
		return v.NotApplicable("it runs on Managed Instances, where AWS patches the runtime in any mode")
	}
	id, ok := identifier(v)
	if !ok {
		return v.NotApplicable("PackageType is Image: the runtime is patched with the image")
	}
	if r, _ := runtimes.Find(id); r.Deprecated(v.Now()) {
		return v.NotApplicable("%s is deprecated since %s: there may be no more patches in any mode", id, r.Deprecation.Format(time.DateOnly))
	}
	switch mode, _ := checks.Read(v, v.Resource.UpdateRuntimeOn); mode {
	case "Auto":
		return v.Pass("UpdateRuntimeOn is Auto")
	case "FunctionUpdate":
		at, known := checks.Read(v, v.Resource.LastModified)
		limit := v.Policy().ImageMaxAge
		if days := int(v.Now().Sub(at).Hours() / 24); known && days > int(limit) {
			return v.Fail("UpdateRuntimeOn is FunctionUpdate, and the function was last updated %d days ago, on %s; at most %d are allowed", days, at.Format(time.DateOnly), limit)
		}
		return v.Pass("UpdateRuntimeOn is FunctionUpdate, and the function was last updated on %s", at.Format(time.DateOnly))
	case "Manual":
		return v.Fail("UpdateRuntimeOn is Manual: the runtime is pinned to one version")
	default:
		return v.Unknown("UpdateRuntimeOn is %q, which this build does not know", mode)
	}
}
