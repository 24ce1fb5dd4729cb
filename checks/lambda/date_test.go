package lambda

import (
	"testing"
	"time"

	"demarc/checks"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// TestOwnersOverTime walks functions of each of Lambda's states over the days that change them: who patches the runtime
// (the variant), and what the checks of the runtime say on that day.
func TestOwnersOverTime(t *testing.T) {
	for name, tt := range map[string]struct {
		given              lambda.Function
		at                 string
		variant            responsibility.Variant
		supported, updated checks.Status // NotApplicable where the ledger has no such row
	}{
		"automatic":                 {function(runtime("nodejs22.x")), "2027-04-29T23:59:59Z", responsibility.LambdaFunctionZip, checks.Pass, checks.Pass},
		"automatic_deprecated":      {function(runtime("nodejs22.x")), "2027-04-30T00:00:00Z", responsibility.LambdaFunctionZipDeprecated, checks.Fail, checks.NotApplicable},
		"on_update":                 {function(runtime("nodejs22.x"), updates("FunctionUpdate", 20)), "2026-11-23T00:00:00Z", responsibility.LambdaFunctionZipFunctionUpdate, checks.Pass, checks.Pass},
		"on_update_long_ago":        {function(runtime("nodejs22.x"), updates("FunctionUpdate", 20)), "2027-04-29T00:00:00Z", responsibility.LambdaFunctionZipFunctionUpdate, checks.Pass, checks.Pass},
		"on_update_too_long_ago":    {function(runtime("python3.13"), updates("FunctionUpdate", 20)), "2027-11-23T00:00:00Z", responsibility.LambdaFunctionZipFunctionUpdate, checks.Pass, checks.Fail},
		"on_update_deprecated":      {function(runtime("nodejs22.x"), updates("FunctionUpdate", 20)), "2027-04-30T00:00:00Z", responsibility.LambdaFunctionZipDeprecated, checks.Fail, checks.NotApplicable},
		"manual":                    {function(runtime("nodejs22.x"), updates("Manual", 20)), "2027-04-29T00:00:00Z", responsibility.LambdaFunctionZipManual, checks.Pass, checks.Fail},
		"manual_deprecated":         {function(runtime("nodejs22.x"), updates("Manual", 20)), "2027-04-30T00:00:00Z", responsibility.LambdaFunctionZipDeprecated, checks.Fail, checks.NotApplicable},
		"os_only":                   {function(runtime("provided.al2023")), "2029-06-29T00:00:00Z", responsibility.LambdaFunctionZipOSOnly, checks.Pass, checks.Pass},
		"os_only_deprecated":        {function(runtime("provided.al2023")), "2029-06-30T00:00:00Z", responsibility.LambdaFunctionZipDeprecated, checks.Fail, checks.NotApplicable},
		"image":                     {function(image), "2040-01-01T00:00:00Z", responsibility.LambdaFunctionImage, checks.NotApplicable, checks.NotApplicable},
		"managed_instances":         {function(runtime("nodejs22.x"), instances), "2027-04-29T00:00:00Z", responsibility.LambdaFunctionManagedInstances, checks.Pass, checks.NotApplicable},
		"managed_instances_on_old":  {function(runtime("nodejs22.x"), instances), "2027-04-30T00:00:00Z", responsibility.LambdaFunctionManagedInstances, checks.Fail, checks.NotApplicable},
		"newer_than_the_table":      {function(runtime("python3.99")), "2027-01-01T00:00:00Z", responsibility.LambdaFunctionZip, checks.Unknown, checks.Pass},
		"no_end_yet_stays_in_place": {function(runtime("java17.al2023")), "2040-01-01T00:00:00Z", responsibility.LambdaFunctionZip, checks.Pass, checks.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			s := checks.SnapshotAt(at, &tt.given)
			if got := tt.given.Classify(); got.Variant != tt.variant {
				t.Errorf("on %s it is %s (%s), want %s", tt.at, got.Variant, got.Why, tt.variant)
			}
			got := map[string]checks.Result{}
			for _, r := range checks.Evaluate(s, []checks.Checker{FunctionRuntimeSupported, FunctionRuntimeUpdates}, checks.Options{KeepPass: true}).Results {
				got[r.Check.ID] = r
			}
			for id, want := range map[string]checks.Status{"lambda-function-runtime-supported": tt.supported, "lambda-function-runtime-updates": tt.updated} {
				r, there := got[id]
				switch applies := there && r.Status != checks.NotApplicable; {
				case applies != (want != checks.NotApplicable), applies && r.Status != want:
					t.Errorf("%s on %s: %v (%s), want %v", id, tt.at, r.Status, r.Message, want)
				}
			}
		})
	}
}
