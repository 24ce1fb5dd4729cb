// Package opensearch judges the domains of Amazon OpenSearch Service.
package opensearch

import "demarc/checks"

// Checks lists every check of OpenSearch Service, sorted by id.
var Checks = []checks.Checker{
	DomainAuditLog,
	DomainCustomerKey,
	DomainDataNodes,
	DomainEncryptedAtRest,
	DomainEncryptedBetweenNodes,
	DomainErrorLog,
	DomainFineGrainedAccess,
	DomainInVPC,
	DomainMasterNodes,
	DomainNoInternalUsers,
	DomainPolicyNotPublic,
	DomainPolicyTrustedAccounts,
	DomainSoftwareCurrent,
	DomainTLS,
}
