package elasticbeanstalk

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/elasticbeanstalk"
	"demarc/inventory/responsibility"
)

// EnvironmentIMDSv1Disabled wants environments to launch instances that require IMDSv2.
var EnvironmentIMDSv1Disabled = &checks.Check[elasticbeanstalk.Environment]{
	Meta: checks.Meta{
		ID: "elasticbeanstalk-environment-imdsv1-disabled", Title: "Environments launch instances without IMDSv1", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
		Why:  "A web application that can be talked into fetching an address fetches the credentials of the instance profile from IMDSv1. Setting an instance right does not last: the environment replaces it by one of its own making.",
		Fix:  "aws elasticbeanstalk update-environment --environment-name NAME --option-settings Namespace=aws:autoscaling:launchconfiguration,OptionName=DisableIMDSv1,Value=true (this replaces the instances)",
		Refs: []string{"https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-ec2-imds.html"},
	},
	Reads: reads(),
	Run: func(v *checks.View[elasticbeanstalk.Environment]) checks.Verdict {
		disabled, _ := checks.Read(v, v.Resource.DisableIMDSv1)
		if !disabled {
			return v.Fail("option DisableIMDSv1 is false")
		}
		return v.Pass("option DisableIMDSv1 is true")
	},
	Cases: []checks.Case[elasticbeanstalk.Environment]{
		{Name: "disabled", Given: environment(), Want: checks.Pass},
		{Name: "allowed", Given: environment(func(e *elasticbeanstalk.Environment) { e.DisableIMDSv1 = inventory.Known(false) }), Want: checks.Fail},
		{Name: "not_told", Given: environment(func(e *elasticbeanstalk.Environment) { e.DisableIMDSv1 = inventory.FromPtr[bool](nil) }), Want: checks.Unknown},
	},
}
