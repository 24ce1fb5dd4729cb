package iam

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A User is an IAM user: the identity, what it may do, and from the credential report how it signs in. Its ID is the
// user's name.
type User struct {
	inventory.Ref
	Path       inventory.Fact[string]    `json:"Path,omitzero"`
	CreateDate inventory.Fact[time.Time] `json:"CreateDate,omitzero"`
	// GroupList holds the names of the groups that the user is in.
	GroupList inventory.Fact[[]string] `json:"GroupList,omitzero"`
	// UserPolicyList holds the inline policies.
	UserPolicyList inventory.Fact[[]InlinePolicy] `json:"UserPolicyList,omitzero"`
	// AttachedManagedPolicies are the managed policies attached to the user itself, not those of its groups.
	AttachedManagedPolicies inventory.Fact[[]AttachedPolicy] `json:"AttachedManagedPolicies,omitzero"`
	// PermissionsBoundaryArn is the policy that bounds the user's permissions; empty when there is none.
	PermissionsBoundaryArn inventory.Fact[string] `json:"PermissionsBoundary.PermissionsBoundaryArn,omitzero"`

	PasswordEnabled     inventory.Fact[bool]   `json:"password_enabled,omitzero" call:"GetCredentialReport"`
	PasswordLastUsed    inventory.Fact[Moment] `json:"password_last_used,omitzero" call:"GetCredentialReport"`
	PasswordLastChanged inventory.Fact[Moment] `json:"password_last_changed,omitzero" call:"GetCredentialReport"`
	MFAActive           inventory.Fact[bool]   `json:"mfa_active,omitzero" call:"GetCredentialReport"`

	// VirtualMFADevices are the serial numbers of the user's virtual MFA devices. Devices that are not listed are hardware.
	VirtualMFADevices inventory.Fact[[]string] `json:"VirtualMFADevices.SerialNumber,omitzero" call:"ListVirtualMFADevices"`

	AccessKey1Active       inventory.Fact[bool]   `json:"access_key_1_active,omitzero" call:"GetCredentialReport"`
	AccessKey1LastRotated  inventory.Fact[Moment] `json:"access_key_1_last_rotated,omitzero" call:"GetCredentialReport"`
	AccessKey1LastUsedDate inventory.Fact[Moment] `json:"access_key_1_last_used_date,omitzero" call:"GetCredentialReport"`
	AccessKey2Active       inventory.Fact[bool]   `json:"access_key_2_active,omitzero" call:"GetCredentialReport"`
	AccessKey2LastRotated  inventory.Fact[Moment] `json:"access_key_2_last_rotated,omitzero" call:"GetCredentialReport"`
	AccessKey2LastUsedDate inventory.Fact[Moment] `json:"access_key_2_last_used_date,omitzero" call:"GetCredentialReport"`

	Cert1Active inventory.Fact[bool] `json:"cert_1_active,omitzero" call:"GetCredentialReport"`
	Cert2Active inventory.Fact[bool] `json:"cert_2_active,omitzero" call:"GetCredentialReport"`
}

// UserType describes iam.user.
var UserType = inventory.Describe[User]("iam.user", GetAccountAuthorizationDetails, GenerateCredentialReport, GetCredentialReport, ListVirtualMFADevices).Of(responsibility.IAMUser)

// Type implements inventory.Resource.
func (*User) Type() *inventory.Type { return UserType }

// Classify implements inventory.Resource.
func (*User) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.IAMUser, Why: "it is in UserDetailList"}
}
