package elasticbeanstalk

import (
	"demarc/checks"
	"demarc/inventory/elasticbeanstalk"
	"demarc/inventory/responsibility"
)

// EnvironmentPlatformSupported wants environments on a branch that AWS supports.
var EnvironmentPlatformSupported = &checks.Check[elasticbeanstalk.Environment]{
	Meta: checks.Meta{
		ID: "elasticbeanstalk-environment-platform-supported", Title: "Environments run on a supported platform branch", Duty: responsibility.RuntimeVersion, Severity: checks.High, Since: "0.1",
		Why:  "A retired branch gets no platform versions: neither the operating system nor the language runtime nor the web server is patched again, and AWS may stop launching it. A deprecated one is close to that.",
		Fix:  "aws elasticbeanstalk list-platform-branches --filters 'Attribute=LifecycleState,Operator==,Values=supported'; then create an environment on a supported branch, test the application, and swap the CNAMEs.",
		Refs: []string{"https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-support-policy.html", "https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-retired.html"},
	},
	Reads: reads(),
	Run:   environmentPlatformSupported,
	Cases: []checks.Case[elasticbeanstalk.Environment]{
		{Name: "supported", Given: environment(), Want: checks.Pass},
		{Name: "deprecated", Given: environment(onPlatform(func(p *elasticbeanstalk.Platform) { p.PlatformBranchLifecycleState = "Deprecated" })), Want: checks.Fail},
		{Name: "retired", Given: environment(onPlatform(func(p *elasticbeanstalk.Platform) { p.PlatformBranchLifecycleState = "Retired" })), Want: checks.Fail},
		{Name: "beta", Given: environment(onPlatform(func(p *elasticbeanstalk.Platform) { p.PlatformBranchLifecycleState = "Beta" })), Want: checks.Fail},
		{Name: "own_platform", Given: environment(onPlatform(func(p *elasticbeanstalk.Platform) {
			p.PlatformBranchLifecycleState, p.PlatformOwner = "", checks.CaseAccount
		})), Want: checks.Unknown},
		{Name: "denied", Given: environment(func(e *elasticbeanstalk.Environment) {
			e.Platform = denied[elasticbeanstalk.Platform](elasticbeanstalk.DescribePlatformVersion)
		}), Want: checks.Unknown},
	},
}

func environmentPlatformSupported(v *checks.View[elasticbeanstalk.Environment]) checks.Verdict {
	p, _ := checks.Read(v, v.Resource.Platform)
	switch p.PlatformBranchLifecycleState {
	case "Supported":
		return v.Pass("branch %s is Supported", p.PlatformBranchName)
	case "Retired":
		return v.Fail("branch %s is Retired", p.PlatformBranchName)
	case "Deprecated":
		return v.Fail("branch %s is Deprecated: it will be retired", p.PlatformBranchName).At(checks.Medium)
	case "Beta":
		return v.Fail("branch %s is Beta, which is not for production", p.PlatformBranchName).At(checks.Low)
	}
	return v.Unknown("the branch of platform version %s, owned by %q, has lifecycle state %q", p.PlatformVersion, p.PlatformOwner, p.PlatformBranchLifecycleState)
}
