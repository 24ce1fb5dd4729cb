package elasticbeanstalk

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/elasticbeanstalk"
)

// reads are the calls that a check looks at: those that tell an environment's variant, and its own.
func reads(own ...*inventory.Call) []*inventory.Call {
	return append([]*inventory.Call{elasticbeanstalk.DescribeConfigurationSettings, elasticbeanstalk.DescribePlatformVersion}, own...)
}

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDenied", Needs: c.Needs})
}

// supported is the recommended version of a supported branch.
func supported() elasticbeanstalk.Platform {
	return elasticbeanstalk.Platform{
		PlatformBranchName: "Python 3.13 running on 64bit Amazon Linux 2023", PlatformBranchLifecycleState: "Supported", PlatformLifecycleState: "Recommended",
		PlatformVersion: "4.7.1", PlatformOwner: "AWSElasticBeanstalk", OperatingSystemName: "Amazon Linux", OperatingSystemVersion: "2023", CustomAMIList: []string{"ami-0aaaaaaaaaaaaaaaa"},
	}
}

// updated is a managed update that ended days before the cases' time.
func updated(status string, days int) elasticbeanstalk.ManagedAction {
	return elasticbeanstalk.ManagedAction{ActionType: "PlatformUpdate", Status: status, FinishedTime: checks.CaseTime.Add(-time.Duration(days) * 24 * time.Hour)}
}

// environment is one of which everything is known and nothing is wrong, with the changes.
func environment(changes ...func(*elasticbeanstalk.Environment)) elasticbeanstalk.Environment {
	e := elasticbeanstalk.Environment{
		Ref:             inventory.Ref{ID: "e-abcdefghij", Name: "portal-prod", ARN: "arn:aws:elasticbeanstalk:eu-central-1:111122223333:environment/portal/portal-prod", Region: checks.CaseRegion},
		ApplicationName: inventory.Known("portal"), Status: inventory.Known("Ready"), PlatformARN: inventory.Known("arn:aws:elasticbeanstalk:eu-central-1::platform/Python 3.13 running on 64bit Amazon Linux 2023/4.7.1"),
		ManagedActionsEnabled: inventory.Known(true), UpdateLevel: inventory.Known("minor"), ImageID: inventory.Known(""), SystemType: inventory.Known("enhanced"),
		StreamLogs: inventory.Known(true), DisableIMDSv1: inventory.Known(true), Secrets: inventory.Known[[]elasticbeanstalk.Secret](nil),
		Platform: inventory.Known(supported()), ManagedActions: inventory.Known([]elasticbeanstalk.ManagedAction{updated("Completed", 3)}),
		Instances: inventory.Known([]string{"i-0aaaaaaaaaaaaaaaa"}),
	}
	for _, change := range changes {
		change(&e)
	}
	return e
}

// unmanaged switches managed updates off.
func unmanaged(e *elasticbeanstalk.Environment) {
	e.ManagedActionsEnabled, e.UpdateLevel = inventory.Known(false), inventory.Known("")
}

// onPlatform changes the platform version.
func onPlatform(change func(*elasticbeanstalk.Platform)) func(*elasticbeanstalk.Environment) {
	return func(e *elasticbeanstalk.Environment) {
		p := supported()
		change(&p)
		e.Platform = inventory.Known(p)
	}
}
