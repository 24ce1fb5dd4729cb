// Package eks judges the clusters and node groups of Amazon EKS.
package eks

import "demarc/checks"

// Checks lists every check of the service, sorted by id.
var Checks = []checks.Checker{
	ClusterAccessByRoles,
	ClusterAccessEntries,
	ClusterAccessTrustedAccounts,
	ClusterAddOnsHealthy,
	ClusterAdminsFew,
	ClusterAdminsOwn,
	ClusterAuditLog,
	ClusterDeletionProtection,
	ClusterEndpointCIDRs,
	ClusterEndpointPrivate,
	ClusterInsights,
	ClusterLogging,
	ClusterSecretsKey,
	ClusterUpgradePolicy,
	ClusterVersionLasting,
	ClusterVersionSupported,
	FargateProfileRole,
	NodegroupAMISupported,
	NodegroupHealthy,
	NodegroupRelease,
	NodegroupRoleNotAdmin,
	NodegroupSSH,
	NodegroupSkew,
	NodegroupVersionSupported,
}
