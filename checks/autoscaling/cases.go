package autoscaling

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/secrets"
)

// denied is what a refused call leaves.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDenied", Needs: c.Needs})
}

// group is a group that does everything right.
func group(changes ...func(*autoscaling.Group)) autoscaling.Group {
	g := autoscaling.Group{
		Ref:                     inventory.Ref{ID: "web", Region: checks.CaseRegion, Tags: inventory.Known(map[string]string{})},
		LaunchConfigurationName: inventory.Known(""), LaunchTemplateID: inventory.Known("lt-1"), InstanceTypes: inventory.Known([]string{"m7g.large", "m7i.large"}), InstanceRequirements: inventory.Known(false),
		AvailabilityZones: inventory.Known([]string{"eu-central-1a", "eu-central-1b"}), TrafficSources: inventory.Known([]string{"arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/1"}),
		HealthCheckType: inventory.Known("ELB"), MaxInstanceLifetime: inventory.Known[int32](14 * 24 * 3600), MaxSize: inventory.Known[int32](4),
	}
	for _, change := range changes {
		change(&g)
	}
	return g
}

// configuration is a launch configuration that does everything right.
func configuration(changes ...func(*autoscaling.LaunchConfiguration)) autoscaling.LaunchConfiguration {
	c := autoscaling.LaunchConfiguration{
		Ref: inventory.Ref{ID: "web", Region: checks.CaseRegion}, AssociatePublicIPAddress: inventory.Known("false"), HTTPTokens: inventory.Known("required"), HTTPEndpoint: inventory.Known("enabled"),
		HopLimit: inventory.Known[int32](1), UserData: inventory.Known(autoscaling.UserData{State: secrets.UserDataScanned}),
		BlockDevices: inventory.Known([]autoscaling.Device{{DeviceName: "/dev/xvda", Encrypted: "true"}}),
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

func userData(state secrets.UserDataState, found ...secrets.Finding) func(*autoscaling.LaunchConfiguration) {
	return func(c *autoscaling.LaunchConfiguration) {
		c.UserData = inventory.Known(autoscaling.UserData{State: state, Findings: found})
	}
}

func tokens(is string) func(*autoscaling.LaunchConfiguration) {
	return func(c *autoscaling.LaunchConfiguration) { c.HTTPTokens = inventory.Known(is) }
}

func lifetime(seconds int32) func(*autoscaling.Group) {
	return func(g *autoscaling.Group) { g.MaxInstanceLifetime = inventory.Known(seconds) }
}

func types(list ...string) func(*autoscaling.Group) {
	return func(g *autoscaling.Group) { g.InstanceTypes = inventory.Known(list) }
}

func zones(list ...string) func(*autoscaling.Group) {
	return func(g *autoscaling.Group) { g.AvailabilityZones = inventory.Known(list) }
}
