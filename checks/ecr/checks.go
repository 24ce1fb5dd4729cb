// Package ecr judges the private repositories of Amazon ECR and the registries that they stand in.
package ecr

import "demarc/checks"

// Checks lists every check of the service, sorted by id.
var Checks = []checks.Checker{
	RegistryTrustedAccounts,
	RegistryScansAll,
	RegistrySigns,
	RepositoryInUsePatched,
	RepositoryKey,
	RepositoryLifecycle,
	RepositoryNewestPatched,
	RepositoryNewestScanned,
	RepositoryNotPublic,
	RepositoryTrustedAccounts,
	RepositoryScanned,
	RepositoryImmutable,
}
