package ecs

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ServicePlatformVersion asks for the newest Fargate platform. AWS names each, and retires those before.
var ServicePlatformVersion = &checks.Check[ecs.Service]{
	Meta: checks.Meta{
		ID: "ecs-service-platform-version", Title: "Services on Fargate use the newest platform version", Duty: responsibility.RuntimeVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "AWS patches the newest platform version only in its newest revision, and a service that names an old one keeps an old kernel and container runtime for as long as it runs.",
		Fix:  "aws ecs update-service --cluster CLUSTER --service SERVICE --platform-version LATEST --force-new-deployment",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10"},
	},
	Run: servicePlatformVersion,
	Cases: []checks.Case[ecs.Service]{
		{Name: "latest", Given: service(), Want: checks.Pass},
		{Name: "newest", Given: service(platform("1.4.0", "Linux")), Want: checks.Pass},
		{Name: "old", Given: service(platform("1.3.0", "Linux")), Want: checks.Fail},
		{Name: "windows", Given: service(platform("1.0.0", "Windows Server 2022 Core")), Want: checks.Pass},
		{Name: "linux_with_the_number_of_windows", Given: service(platform("1.0.0", "Linux")), Want: checks.Fail},
		{Name: "on_ec2", Given: service(launch("EC2"), platform("", "")), Want: checks.NotApplicable},
		{Name: "unread", Given: service(func(s *ecs.Service) { s.PlatformVersion = denied[string](ecs.DescribeServices) }), Want: checks.Unknown},
	},
}

func servicePlatformVersion(v *checks.View[ecs.Service]) checks.Verdict {
	got, known := checks.Read(v, v.Resource.PlatformVersion)
	if known && got == "" {
		return v.NotApplicable("the service has no platformVersion: its tasks do not run on Fargate")
	}
	family, _ := checks.Read(v, v.Resource.PlatformFamily)
	newest := newestLinux
	if strings.HasPrefix(strings.ToLower(family), "windows") {
		newest = newestWindows
	}
	if got != "LATEST" && got != newest {
		return v.Fail("platformVersion is %s, the newest is %s", got, newest)
	}
	return v.Pass("platformVersion is %s", got)
}

// The newest platform versions of Fargate (Developer Guide, "Fargate platform versions", and control ECS.10), as read on
// 2026-11-23.
const (
	newestLinux   = "1.4.0"
	newestWindows = "1.0.0"
)

func platform(version, family string) func(*ecs.Service) {
	return func(s *ecs.Service) {
		s.PlatformVersion, s.PlatformFamily = inventory.Known(version), inventory.Known(family)
	}
}
