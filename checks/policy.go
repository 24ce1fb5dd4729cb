package checks

import "time"

// A Policy holds what an account's owner may decide differently: thresholds and requirements. Its zero value is not
// useful; start from DefaultPolicy.
type Policy struct {
	// Tenancy is what EC2 instances must run on: "" (anything), "dedicated" (single-tenant hardware: dedicated
	// instances, dedicated hosts, bare metal) or "host" (dedicated hosts alone).
	Tenancy string `yaml:"tenancy" json:"tenancy"`
	// TenancyTag limits the tenancy requirement to instances with this tag, as "key" or "key=value"; "" is all.
	TenancyTag string `yaml:"tenancyTag" json:"tenancyTag"`
	// AccessKeyMaxAge is how old an access key or password may be before it must be rotated.
	AccessKeyMaxAge Days `yaml:"accessKeyMaxAgeDays" json:"accessKeyMaxAgeDays"`
	// CredentialUnused is how long a credential may lie unused before it must be disabled.
	CredentialUnused Days `yaml:"credentialUnusedDays" json:"credentialUnusedDays"`
	// StoppedInstance is how long an instance may stay stopped.
	StoppedInstance Days `yaml:"stoppedInstanceDays" json:"stoppedInstanceDays"`
	// ImageMaxAge is the age of an image above which the patches of an instance or container that runs it are doubtful.
	ImageMaxAge Days `yaml:"imageMaxAgeDays" json:"imageMaxAgeDays"`
	// CertificateRenewal is how long before its end a certificate must be renewed.
	CertificateRenewal Days `yaml:"certificateRenewalDays" json:"certificateRenewalDays"`
	// PasswordMinLength is the least length of an IAM user's password, in characters.
	PasswordMinLength int `yaml:"passwordMinLength" json:"passwordMinLength"`
	// PasswordReuse is how many earlier passwords must be refused.
	PasswordReuse int `yaml:"passwordReusePrevention" json:"passwordReusePrevention"`
	// AdminPorts are the TCP ports of remote administration.
	AdminPorts []int `yaml:"adminPorts" json:"adminPorts"`
	// HighRiskPorts are further TCP ports that must not be open to the internet (FSBP EC2.19).
	HighRiskPorts []int `yaml:"highRiskPorts" json:"highRiskPorts"`
	// PublicPorts are the TCP ports that may be open to the internet (FSBP EC2.18).
	PublicPorts []int `yaml:"publicPorts" json:"publicPorts"`
	// TrustedAccounts are other accounts with which sharing is intended, as 12-digit ids.
	TrustedAccounts []string `yaml:"trustedAccounts" json:"trustedAccounts"`
	// TrustedRegistries are other registries whose container images may run, whole or in part: "ghcr.io/acme".
	TrustedRegistries []string `yaml:"trustedRegistries" json:"trustedRegistries"`
	// OrganizationID is the account's own organisation ("o-..."): access within it is not access by outsiders.
	OrganizationID string `yaml:"organizationId" json:"organizationId"`
	// RootUse is how long ago the root user must last have been used.
	RootUse Days `yaml:"rootUnusedDays" json:"rootUnusedDays"`
	// PatchEvidenceFresh is how old a patch scan or a vulnerability scan may be to count.
	PatchEvidenceFresh Days `yaml:"patchEvidenceFreshDays" json:"patchEvidenceFreshDays"`
	// PatchPendingReboot is how long after its installation a patch may wait for a reboot.
	PatchPendingReboot Days `yaml:"patchPendingRebootDays" json:"patchPendingRebootDays"`
	// PatchApproval is how long a patch baseline may hold a patch back.
	PatchApproval Days `yaml:"patchApprovalDays" json:"patchApprovalDays"`
	// VulnerabilitySLA is how long a vulnerability of high severity that has a fix may stay open.
	VulnerabilitySLA Days `yaml:"vulnerabilitySlaDays" json:"vulnerabilitySlaDays"`
	// VulnerabilityCriticalSLA is VulnerabilitySLA for those of critical severity or with a known exploit.
	VulnerabilityCriticalSLA Days `yaml:"vulnerabilityCriticalSlaDays" json:"vulnerabilityCriticalSlaDays"`
	// ImageAdoption is how long after its publication the newest image of a service may stay unused.
	ImageAdoption Days `yaml:"imageAdoptionDays" json:"imageAdoptionDays"`
	// PatchStrict makes unknown of a machine whose release is in no table of end dates, whatever else says it is patched.
	PatchStrict bool `yaml:"patchStrict" json:"patchStrict"`
	// AcceptImmutableFleets lets machines pass that are replaced, from a fresh image, within ImageAdoption.
	AcceptImmutableFleets bool `yaml:"acceptImmutableFleets" json:"acceptImmutableFleets"`
}

// Days is a span of whole days.
type Days int

// Duration returns the span as a time.Duration.
func (d Days) Duration() time.Duration { return time.Duration(d) * 24 * time.Hour }

// DefaultPolicy returns the thresholds of CIS 7.0.0 and AWS's Foundational Security Best Practices where they state
// one, and ours where they do not.
func DefaultPolicy() *Policy {
	return &Policy{
		AccessKeyMaxAge:    90,
		CredentialUnused:   45,
		StoppedInstance:    30,
		ImageMaxAge:        180,
		CertificateRenewal: 30,
		PasswordMinLength:  14,
		PasswordReuse:      24,
		AdminPorts:         []int{22, 3389},
		HighRiskPorts:      []int{20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300},
		PublicPorts:        []int{80, 443},
		RootUse:            45,

		PatchEvidenceFresh:       7,
		PatchPendingReboot:       14,
		PatchApproval:            30,
		VulnerabilitySLA:         30,
		VulnerabilityCriticalSLA: 15,
		ImageAdoption:            30,
	}
}
