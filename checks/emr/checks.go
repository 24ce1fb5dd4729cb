// Package emr judges the clusters of Amazon EMR, and what an account sets for them.
package emr

import "demarc/checks"

// Checks lists every check of EMR, sorted by id.
var Checks = []checks.Checker{
	ClusterEncryptedAtRest,
	ClusterEncryptedInTransit,
	ClusterIMDSv2,
	ClusterLogArchive,
	ClusterNoPublicIP,
	ClusterOSSupported,
	ClusterPatched,
	ClusterReleaseNewestPatch,
	ClusterReleaseSupported,
	SettingsBlockPublicAccess,
}
