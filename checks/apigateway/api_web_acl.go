package apigateway

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/responsibility"
)

// APIWebACL wants a web ACL in front of each stage.
var APIWebACL = &checks.Check[apigateway.API]{
	Meta: checks.Meta{
		ID: "apigateway-api-web-acl", Title: "Stages of REST APIs have an AWS WAF web ACL", Duty: responsibility.NetFirewall, Severity: checks.Medium, Since: "0.1",
		Why:  "Without a web ACL nothing stands between the API and bots, floods and known attacks but the code of its backends.",
		Fix:  "aws wafv2 associate-web-acl --web-acl-arn ACL_ARN --resource-arn arn:aws:apigateway:REGION::/restapis/ID/stages/STAGE",
		Refs: []string{"https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html"},
	},
	Reads: []*inventory.Call{apigateway.GetStages},
	Run: everyStage("webAclArn is set", func(s *apigateway.Stage) string {
		if s.WebACLArn == "" {
			return "no webAclArn"
		}
		return ""
	}),
	Cases: stageCases(func(s *apigateway.Stage) { s.WebACLArn = "" }),
}
