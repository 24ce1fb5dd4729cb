// Package autoscaling judges the groups and launch configurations of Amazon EC2 Auto Scaling.
package autoscaling

import "demarc/checks"

// Checks lists every check of the service, sorted by id.
var Checks = []checks.Checker{
	GroupELBHealth,
	GroupLifetime,
	GroupLaunchTemplate,
	GroupTypes,
	GroupZones,
	ConfigurationEncrypted,
	ConfigurationHopLimit,
	ConfigurationIMDSv2,
	ConfigurationPublicIP,
	ConfigurationSecrets,
}
