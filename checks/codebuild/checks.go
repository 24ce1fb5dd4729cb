// Package codebuild judges the build projects and report groups of AWS CodeBuild: who can start a build and as what it
// runs, what it is told in plain text, and what becomes of its logs and results.
package codebuild

import "demarc/checks"

// Checks lists every check of CodeBuild, sorted by id.
var Checks = []checks.Checker{
	ProjectArtifactsEncrypted,
	ProjectCustomerKey,
	ProjectImageSupported,
	ProjectLogging,
	ProjectNoSecrets,
	ProjectNotPrivileged,
	ProjectNotPublic,
	ProjectPullRequestsApproved,
	ProjectRoleNotAdmin,
	ProjectS3LogsEncrypted,
	ProjectSourceNoCredentials,
	ProjectSourceTLS,
	ProjectWebhookActorsAnchored,
	ReportGroupExportEncrypted,
}
