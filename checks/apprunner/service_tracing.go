package apprunner

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceTracing wants traces.
var ServiceTracing = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-tracing", Title: "App Runner services are traced", Duty: responsibility.OpsLogging, Severity: checks.Low, Since: "0.1",
		Why:  "App Runner balances and scales out of sight. Without traces nobody can follow a slow or suspicious request to the calls that it made.",
		Fix:  "aws apprunner create-observability-configuration --observability-configuration-name NAME --trace-configuration Vendor=AWSXRAY; aws apprunner update-service --service-arn ARN --observability-configuration ObservabilityEnabled=true,ObservabilityConfigurationArn=CONFIGURATION_ARN",
		Refs: []string{"https://docs.aws.amazon.com/apprunner/latest/dg/monitor-xray.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	Run: func(v *checks.View[apprunner.Service]) checks.Verdict {
		on, _ := checks.Read(v, v.Resource.Observability)
		if !on {
			return v.Fail("ObservabilityConfiguration.ObservabilityEnabled is false")
		}
		return v.Pass("ObservabilityConfiguration.ObservabilityEnabled is true")
	},
	Cases: []checks.Case[apprunner.Service]{
		{Name: "good", Given: service(), Want: checks.Pass},
		{Name: "bad", Given: service(func(s *apprunner.Service) { s.Observability = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: service(func(s *apprunner.Service) { s.Observability = denied[bool]() }), Want: checks.Unknown},
	},
}
