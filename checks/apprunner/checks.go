// Package apprunner judges the services of AWS App Runner.
package apprunner

import "demarc/checks"

// Checks lists every check of App Runner, sorted by id.
var Checks = []checks.Checker{
	ServiceAutomaticDeployments,
	ServiceEgressThroughVPC,
	ServiceImagePatched,
	ServiceImagePinned,
	ServiceImagePrivate,
	ServiceImageRecent,
	ServiceImageTrusted,
	ServiceKey,
	ServiceNoSecrets,
	ServiceNotPublic,
	ServicePackagesPatched,
	ServiceRoleNotAdmin,
	ServiceTracing,
}
