package apigateway

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/responsibility"
)

// APIClientCertificate wants backends that can tell API Gateway from others.
var APIClientCertificate = &checks.Check[apigateway.API]{
	Meta: checks.Meta{
		ID: "apigateway-api-client-certificate", Title: "Stages of REST APIs prove to backends who they are", Duty: responsibility.DataTransit, Severity: checks.Low, Since: "0.1",
		Why:  "A backend with a public address cannot tell whether a request came through the API, with its authorizers and limits, or around it. A client certificate of the stage is the proof that it can ask for.",
		Fix:  "aws apigateway generate-client-certificate, aws apigateway update-stage --rest-api-id ID --stage-name STAGE --patch-operations op=replace,path=/clientCertificateId,value=CERTIFICATE_ID, then let the backend verify it. An API whose integrations are all AWS services has no use for it.",
		Refs: []string{"https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html"},
	},
	Reads: []*inventory.Call{apigateway.GetStages},
	Run: everyStage("clientCertificateId is set", func(s *apigateway.Stage) string {
		if s.ClientCertificateID == "" {
			return "no clientCertificateId"
		}
		return ""
	}),
	Cases: stageCases(func(s *apigateway.Stage) { s.ClientCertificateID = "" }),
}
