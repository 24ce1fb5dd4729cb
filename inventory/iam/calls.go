// Package iam collects what IAM says of an account: its users, groups, roles and policies from one paginated
// listing, the credential report, the root user, the password policy, server certificates and identity providers.
//
// IAM is a global service: every collector runs once, in the partition's home region. No call here grows with the
// number of users, roles or policies but by pages of up to a thousand. Access key ids, which the report does not
// hold, and the seeds of MFA devices are never kept.
package iam

import "demarc/inventory"

// The calls of IAM. Needs are the actions of the Service Authorization Reference, "Actions defined by AWS Identity
// and Access Management".
var (
	// GetAccountAuthorizationDetails brings users, groups, roles and policies with all their documents, by pages.
	GetAccountAuthorizationDetails = &inventory.Call{Service: "IAM", Op: "GetAccountAuthorizationDetails", Needs: []string{"iam:GetAccountAuthorizationDetails"}}
	// GenerateCredentialReport starts a credential report unless there is one of the last four hours.
	GenerateCredentialReport = &inventory.Call{Service: "IAM", Op: "GenerateCredentialReport", Needs: []string{"iam:GenerateCredentialReport"}}
	// GetCredentialReport brings the report that GenerateCredentialReport made.
	GetCredentialReport = &inventory.Call{Service: "IAM", Op: "GetCredentialReport", Needs: []string{"iam:GetCredentialReport"}}
	// GetAccountSummary says whether the root user has a password, access keys and an MFA device, and how many server
	// certificates and providers there are.
	GetAccountSummary = &inventory.Call{Service: "IAM", Op: "GetAccountSummary", Needs: []string{"iam:GetAccountSummary"}}
	// ListVirtualMFADevices tells virtual MFA devices from hardware, which it does not list.
	ListVirtualMFADevices = &inventory.Call{Service: "IAM", Op: "ListVirtualMFADevices", Needs: []string{"iam:ListVirtualMFADevices"}}
	// GetAccountPasswordPolicy answers NoSuchEntity when the account has no password policy of its own.
	GetAccountPasswordPolicy = &inventory.Call{Service: "IAM", Op: "GetAccountPasswordPolicy", Needs: []string{"iam:GetAccountPasswordPolicy"}, Absent: []string{"NoSuchEntity", "NoSuchEntityException"}}
	// ListServerCertificates brings the certificates that IAM stores for load balancers.
	ListServerCertificates = &inventory.Call{Service: "IAM", Op: "ListServerCertificates", Needs: []string{"iam:ListServerCertificates"}}
	// ListSAMLProviders brings the SAML providers and how long their metadata are valid.
	ListSAMLProviders = &inventory.Call{Service: "IAM", Op: "ListSAMLProviders", Needs: []string{"iam:ListSAMLProviders"}}
	// ListOpenIDConnectProviders brings the ARNs of the OpenID Connect providers.
	ListOpenIDConnectProviders = &inventory.Call{Service: "IAM", Op: "ListOpenIDConnectProviders", Needs: []string{"iam:ListOpenIDConnectProviders"}}
)

// CredentialReport are the two calls that a check reads the credential report with: one makes it, one fetches it.
var CredentialReport = []*inventory.Call{GenerateCredentialReport, GetCredentialReport}
