package opensearch

import (
	"slices"

	"demarc/checks"
	"demarc/inventory/opensearch"
)

// publishes is the Run of a check that wants a log to be published.
func publishes(log string) func(*checks.View[opensearch.Domain]) checks.Verdict {
	return func(v *checks.View[opensearch.Domain]) checks.Verdict {
		logs, _ := checks.Read(v, v.Resource.LogTypes)
		if !slices.Contains(logs, log) {
			return v.Fail("LogPublishingOptions has %s, and %s is not among them", checks.First(logs, 4), log)
		}
		return v.Pass("LogPublishingOptions.%s.Enabled is true", log)
	}
}
