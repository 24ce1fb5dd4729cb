package elasticbeanstalk

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/elasticbeanstalk"
	"demarc/inventory/responsibility"
)

// EnvironmentEnhancedHealth wants enhanced health reporting.
var EnvironmentEnhancedHealth = &checks.Check[elasticbeanstalk.Environment]{
	Meta: checks.Meta{
		ID: "elasticbeanstalk-environment-enhanced-health", Title: "Environments report enhanced health", Duty: responsibility.OpsLogging, Severity: checks.Low, Since: "0.1",
		Why:  "Basic health knows whether the load balancer reaches an instance and no more. Only enhanced health sees failing requests, dead processes and full disks, says why, and makes managed updates stop at the first instance that breaks.",
		Fix:  "aws elasticbeanstalk update-environment --environment-name NAME --option-settings Namespace=aws:elasticbeanstalk:healthreporting:system,OptionName=SystemType,Value=enhanced",
		Refs: []string{"https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html"},
	},
	Reads: reads(),
	Run: func(v *checks.View[elasticbeanstalk.Environment]) checks.Verdict {
		system, _ := checks.Read(v, v.Resource.SystemType)
		if system != "enhanced" {
			return v.Fail("option SystemType is %s", system)
		}
		return v.Pass("option SystemType is enhanced")
	},
	Cases: []checks.Case[elasticbeanstalk.Environment]{
		{Name: "enhanced", Given: environment(), Want: checks.Pass},
		{Name: "basic", Given: environment(func(e *elasticbeanstalk.Environment) { e.SystemType = inventory.Known("basic") }), Want: checks.Fail},
		{Name: "denied", Given: environment(func(e *elasticbeanstalk.Environment) {
			e.SystemType = denied[string](elasticbeanstalk.DescribeConfigurationSettings)
		}), Want: checks.Unknown},
	},
}
