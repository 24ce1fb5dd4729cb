// Package batch judges the compute environments and job definitions of AWS Batch.
package batch

import "demarc/checks"

// Checks lists every check of the service, sorted by id.
var Checks = []checks.Checker{
	ImageLatest,
	ImageType,
	EnvironmentNoKeyPair,
	EnvironmentValid,
	JobImagePatched,
	JobImagePinned,
	JobImageRecent,
	JobImageTrusted,
	JobNoSecrets,
	JobNotPrivileged,
	JobRoleNotAdmin,
}
