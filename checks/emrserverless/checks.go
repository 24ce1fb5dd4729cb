// Package emrserverless judges the applications of Amazon EMR Serverless.
package emrserverless

import "demarc/checks"

// Checks lists every check of EMR Serverless, sorted by id.
var Checks = []checks.Checker{
	ApplicationCustomerKey,
	ApplicationImagePinned,
	ApplicationInVPC,
	ApplicationLogArchive,
	ApplicationReleaseSupported,
}
