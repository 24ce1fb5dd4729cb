// Package elasticbeanstalk judges the environments of AWS Elastic Beanstalk.
package elasticbeanstalk

import "demarc/checks"

// Checks lists every check of Elastic Beanstalk, sorted by id.
var Checks = []checks.Checker{
	EnvironmentEnhancedHealth,
	EnvironmentIMDSv1Disabled,
	EnvironmentLogStreaming,
	EnvironmentManagedUpdates,
	EnvironmentNoSecrets,
	EnvironmentPatched,
	EnvironmentPlatformSupported,
}
