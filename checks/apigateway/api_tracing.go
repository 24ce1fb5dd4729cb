package apigateway

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/responsibility"
)

// APITracing wants traces.
var APITracing = &checks.Check[apigateway.API]{
	Meta: checks.Meta{
		ID: "apigateway-api-tracing", Title: "Stages of REST APIs are traced", Duty: responsibility.OpsLogging, Severity: checks.Low, Since: "0.1",
		Why:  "A request passes the API, functions and queues. Without traces nobody can follow a slow or suspicious one through them.",
		Fix:  "aws apigateway update-stage --rest-api-id ID --stage-name STAGE --patch-operations op=replace,path=/tracingEnabled,value=true",
		Refs: []string{"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html"},
	},
	Reads: []*inventory.Call{apigateway.GetStages},
	Run: everyStage("tracingEnabled is true", func(s *apigateway.Stage) string {
		if !s.TracingEnabled {
			return "tracingEnabled is false"
		}
		return ""
	}),
	Cases: stageCases(func(s *apigateway.Stage) { s.TracingEnabled = false }),
}
