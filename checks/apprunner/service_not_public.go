package apprunner

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceNotPublic finds services that the internet reaches.
var ServiceNotPublic = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-not-public", Title: "App Runner services are reached through VPC endpoints only", Duty: responsibility.NetExposure, Severity: checks.Medium, Since: "0.1",
		Why:  "Every new service has a public address that anybody can call, also one that is meant for a few colleagues or other services. Then a hole in the application is everybody's.",
		Fix:  "aws apprunner update-service --service-arn ARN --network-configuration IngressConfiguration={IsPubliclyAccessible=false}, and make a VPC ingress connection. A service that is meant for the public is an exception to name as such; put AWS WAF before it.",
		Refs: []string{"https://docs.aws.amazon.com/apprunner/latest/dg/network-pl.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	Run: func(v *checks.View[apprunner.Service]) checks.Verdict {
		public, _ := checks.Read(v, v.Resource.PubliclyAccessible)
		if public {
			return v.Fail("IngressConfiguration.IsPubliclyAccessible is true")
		}
		return v.Pass("IngressConfiguration.IsPubliclyAccessible is false")
	},
	Cases: []checks.Case[apprunner.Service]{
		{Name: "good", Given: service(), Want: checks.Pass},
		{Name: "bad", Given: service(func(s *apprunner.Service) { s.PubliclyAccessible = inventory.Known(true) }), Want: checks.Fail},
		{Name: "denied", Given: service(func(s *apprunner.Service) { s.PubliclyAccessible = denied[bool]() }), Want: checks.Unknown},
	},
}
