package apigateway

import (
	"cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/responsibility"
)

// APIExecutionLog wants to know what the API did with each request.
var APIExecutionLog = &checks.Check[apigateway.API]{
	Meta: checks.Meta{
		ID: "apigateway-api-execution-log", Title: "Stages of REST APIs log their execution", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "Requests that an authorizer refused, a mapping broke or a backend never answered stand in the execution log alone. Without it an attack leaves no trace, and a failure no reason.",
		Fix:  "aws apigateway update-stage --rest-api-id ID --stage-name STAGE --patch-operations op=replace,path=/*/*/logging/loglevel,value=ERROR, after aws apigateway update-account names a role for CloudWatch Logs.",
		Refs: []string{"https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html"},
	},
	Reads: []*inventory.Call{apigateway.GetStages},
	Run: everyStage("loggingLevel is ERROR or INFO for all methods", func(s *apigateway.Stage) string {
		logged := false
		for _, m := range s.MethodSettings {
			switch {
			case m.LoggingLevel == "ERROR" || m.LoggingLevel == "INFO":
				logged = logged || m.Path == "*/*"
			case m.LoggingLevel != "" || m.Path == "*/*":
				return "loggingLevel of " + m.Path + " is " + cmp.Or(m.LoggingLevel, "not set")
			}
		}
		if !logged {
			return "no loggingLevel for all methods (*/*)"
		}
		return ""
	}),
	Cases: append(stageCases(func(s *apigateway.Stage) { s.MethodSettings = nil }),
		checks.Case[apigateway.API]{Name: "off", Given: staged(func(s *apigateway.Stage) { s.MethodSettings[0].LoggingLevel = "OFF" }), Want: checks.Fail},
		checks.Case[apigateway.API]{Name: "one_method_off", Given: staged(func(s *apigateway.Stage) {
			s.MethodSettings = append(s.MethodSettings, apigateway.MethodSetting{Path: "~1orders/POST", LoggingLevel: "OFF"})
		}), Want: checks.Fail},
		checks.Case[apigateway.API]{Name: "one_method_on", Given: staged(func(s *apigateway.Stage) {
			s.MethodSettings = []apigateway.MethodSetting{{Path: "~1orders/POST", LoggingLevel: "INFO"}}
		}), Want: checks.Fail},
	),
}
