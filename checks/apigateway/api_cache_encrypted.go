package apigateway

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/responsibility"
)

// APICacheEncrypted finds answers that are cached in the clear.
var APICacheEncrypted = &checks.Check[apigateway.API]{
	Meta: checks.Meta{
		ID: "apigateway-api-cache-encrypted", Title: "Caches of REST APIs are encrypted", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why:  "A stage with a cache keeps the answers of its backends, with whatever personal data is in them, on the disks of the cache cluster: in the clear unless the stage asks for encryption.",
		Fix:  "aws apigateway update-stage --rest-api-id ID --stage-name STAGE --patch-operations op=replace,path=/*/*/caching/dataEncrypted,value=true, which empties the cache.",
		Refs: []string{"https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html"},
	},
	Reads: []*inventory.Call{apigateway.GetStages},
	Run: everyStage("no method is cached in the clear", func(s *apigateway.Stage) string {
		for _, m := range s.MethodSettings {
			if s.CacheClusterEnabled && m.CachingEnabled && !m.CacheDataEncrypted {
				return "cacheDataEncrypted of " + m.Path + " is false"
			}
		}
		return ""
	}),
	Cases: append(stageCases(func(s *apigateway.Stage) { s.MethodSettings[0].CacheDataEncrypted = false }),
		checks.Case[apigateway.API]{Name: "no_cache_cluster", Given: staged(func(s *apigateway.Stage) {
			s.CacheClusterEnabled, s.MethodSettings[0].CacheDataEncrypted = false, false
		}), Want: checks.Pass},
		checks.Case[apigateway.API]{Name: "nothing_cached", Given: staged(func(s *apigateway.Stage) {
			s.MethodSettings[0].CachingEnabled, s.MethodSettings[0].CacheDataEncrypted = false, false
		}), Want: checks.Pass},
	),
}
