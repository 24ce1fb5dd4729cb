package elasticbeanstalk

import (
	"demarc/checks"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/elasticbeanstalk"
	"demarc/inventory/responsibility"
)

// EnvironmentPatched is evidence D of patching: whether the platform's images, which AWS patches, reach the environment.
var EnvironmentPatched = &checks.Check[elasticbeanstalk.Environment]{
	Meta: checks.Meta{
		ID: "elasticbeanstalk-environment-patched", Title: "Platform updates reach the instances of environments", Duty: responsibility.OSPatch, Severity: checks.High, Since: "0.1",
		Why:  "AWS patches the platform's image, not the instances that run. A retired branch gets no more images, and a managed update that failed leaves every instance as it was until somebody looks into it.",
		Fix:  "For a failed update: aws elasticbeanstalk describe-events --environment-name NAME, mend the cause, then aws elasticbeanstalk apply-environment-managed-action. For a retired branch: deploy the application to a new environment on a supported branch and swap their CNAMEs.",
		Refs: []string{"https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html", "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-support-policy.html"},
	},
	Reads: reads(elasticbeanstalk.DescribeEnvironmentManagedActionHistory, elasticbeanstalk.DescribeEnvironmentResources),
	Run:   environmentPatched,
	Cases: []checks.Case[elasticbeanstalk.Environment]{
		{Name: "newest", Given: environment(), Want: checks.Pass},
		{Name: "newest_without_history", Given: environment(func(e *elasticbeanstalk.Environment) {
			e.ManagedActions = inventory.Known[[]elasticbeanstalk.ManagedAction](nil)
		}), Want: checks.Pass},
		{Name: "updated_lately", Given: environment(onPlatform(func(p *elasticbeanstalk.Platform) { p.PlatformLifecycleState = "" })), Want: checks.Pass},
		{Name: "updated_long_ago", Given: environment(onPlatform(func(p *elasticbeanstalk.Platform) { p.PlatformLifecycleState = "" }), func(e *elasticbeanstalk.Environment) {
			e.ManagedActions = inventory.Known([]elasticbeanstalk.ManagedAction{updated("Completed", 400)})
		}), Want: checks.Unknown},
		{Name: "retired", Given: environment(onPlatform(func(p *elasticbeanstalk.Platform) { p.PlatformBranchLifecycleState = "Retired" })), Want: checks.Fail},
		{Name: "failed_update", Given: environment(func(e *elasticbeanstalk.Environment) {
			e.ManagedActions = inventory.Known([]elasticbeanstalk.ManagedAction{updated("Failed", 3), updated("Completed", 40)})
		}), Want: checks.Fail},
		{Name: "unmanaged", Given: environment(unmanaged), Want: checks.NotApplicable},
		{Name: "own_image", Given: environment(func(e *elasticbeanstalk.Environment) { e.ImageID = inventory.Known("ami-0bbbbbbbbbbbbbbbb") }), Want: checks.NotApplicable},
		{Name: "denied", Given: environment(func(e *elasticbeanstalk.Environment) {
			e.ManagedActions = denied[[]elasticbeanstalk.ManagedAction](elasticbeanstalk.DescribeEnvironmentManagedActionHistory)
		}), Want: checks.Unknown},
	},
}

func environmentPatched(v *checks.View[elasticbeanstalk.Environment]) checks.Verdict {
	p, ok := checks.Read(v, v.Resource.Platform)
	if !ok {
		return v.Unknown("the platform version is not known")
	}
	if p.PlatformBranchLifecycleState == "Retired" {
		part := patching.OfAdoption(patching.Adoption{Running: "platform version " + p.PlatformVersion, Ended: "its branch " + p.PlatformBranchName + " is Retired"}, v.Policy(), v.Now())
		return v.Fail("%s", part.Text)
	}
	if class := v.Resource.Classify(); class.Variant != responsibility.BeanstalkEnvironment {
		ids, _ := checks.Read(v, v.Resource.Instances)
		return v.NotApplicable("%s: updates of the platform do not reach its instances by themselves, and each of them is judged as a machine: %s", class.Why, checks.First(ids, 3))
	}
	actions, _ := checks.Read(v, v.Resource.ManagedActions)
	for _, a := range actions {
		if a.ActionType != "PlatformUpdate" {
			continue
		}
		switch {
		case a.Status == "Failed":
			return v.Fail("the last managed platform update failed on %s (%s)", a.FinishedTime.Format("2006-01-02"), a.FailureType)
		case p.PlatformLifecycleState == "Recommended":
			return v.Pass("platform version %s is the recommended one of its branch, and the last managed update ended with %s", p.PlatformVersion, a.Status)
		case a.Status == "Completed" && v.Now().Sub(a.FinishedTime) <= v.Policy().ImageAdoption.Duration():
			return v.Pass("a managed platform update ended on %s; the policy allows %d days", a.FinishedTime.Format("2006-01-02"), v.Policy().ImageAdoption)
		}
		break
	}
	if p.PlatformLifecycleState == "Recommended" {
		return v.Pass("platform version %s is the recommended one of its branch", p.PlatformVersion)
	}
	return v.Unknown("platform version %s is not the recommended one of its branch, and no managed update says since when there is a newer one", p.PlatformVersion)
}
