package elasticbeanstalk

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/elasticbeanstalk"
	"demarc/inventory/responsibility"
)

// EnvironmentManagedUpdates wants managed platform updates.
var EnvironmentManagedUpdates = &checks.Check[elasticbeanstalk.Environment]{
	Meta: checks.Meta{
		ID: "elasticbeanstalk-environment-managed-updates", Title: "Environments take managed platform updates", Duty: responsibility.RuntimeVersion, Severity: checks.High, Since: "0.1",
		Why:  "Elastic Beanstalk publishes a new platform version about every month, with the fixes of the operating system, the runtime and the web server. Without managed updates it waits until somebody installs it by hand.",
		Fix:  "aws elasticbeanstalk update-environment --environment-name NAME --option-settings Namespace=aws:elasticbeanstalk:managedactions,OptionName=ManagedActionsEnabled,Value=true Namespace=aws:elasticbeanstalk:managedactions,OptionName=PreferredStartTime,Value=Tue:02:00 Namespace=aws:elasticbeanstalk:managedactions:platformupdate,OptionName=UpdateLevel,Value=minor",
		Refs: []string{"https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html"},
	},
	Reads: reads(),
	Run:   environmentManagedUpdates,
	Cases: []checks.Case[elasticbeanstalk.Environment]{
		{Name: "minor", Given: environment(), Want: checks.Pass},
		{Name: "off", Given: environment(unmanaged), Want: checks.Fail},
		{Name: "no_level", Given: environment(func(e *elasticbeanstalk.Environment) { e.UpdateLevel = inventory.Known("") }), Want: checks.Unknown},
		{Name: "denied", Given: environment(func(e *elasticbeanstalk.Environment) {
			e.ManagedActionsEnabled = denied[bool](elasticbeanstalk.DescribeConfigurationSettings)
		}), Want: checks.Unknown},
	},
}

func environmentManagedUpdates(v *checks.View[elasticbeanstalk.Environment]) checks.Verdict {
	on, _ := checks.Read(v, v.Resource.ManagedActionsEnabled)
	if !on {
		return v.Fail("option ManagedActionsEnabled is false")
	}
	level, _ := checks.Read(v, v.Resource.UpdateLevel)
	if level != "minor" && level != "patch" {
		return v.Unknown("option ManagedActionsEnabled is true, and UpdateLevel is %q, which says not what is installed", level)
	}
	return v.Pass("option ManagedActionsEnabled is true, UpdateLevel is %s", level)
}
