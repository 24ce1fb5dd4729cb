package iam

import (
	"strings"
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Role is an IAM role. Its ID is the role's name.
type Role struct {
	inventory.Ref
	Path       inventory.Fact[string]    `json:"Path,omitzero"`
	CreateDate inventory.Fact[time.Time] `json:"CreateDate,omitzero"`
	// AssumeRolePolicyDocument is the trust policy, as JSON text.
	AssumeRolePolicyDocument inventory.Fact[string] `json:"AssumeRolePolicyDocument,omitzero"`
	// RolePolicyList holds the inline policies.
	RolePolicyList inventory.Fact[[]InlinePolicy] `json:"RolePolicyList,omitzero"`
	// AttachedManagedPolicies are the managed policies attached to the role.
	AttachedManagedPolicies inventory.Fact[[]AttachedPolicy] `json:"AttachedManagedPolicies,omitzero"`
	// PermissionsBoundaryArn is the policy that bounds the role's permissions; empty when there is none.
	PermissionsBoundaryArn inventory.Fact[string] `json:"PermissionsBoundary.PermissionsBoundaryArn,omitzero"`
	// LastUsedDate is when the role was last used; the zero time when it was not within the 400 days that IAM tracks.
	LastUsedDate inventory.Fact[time.Time] `json:"RoleLastUsed.LastUsedDate,omitzero"`
	// InstanceProfileList holds the ARNs of the instance profiles through which EC2 instances get the role.
	InstanceProfileList inventory.Fact[[]string] `json:"InstanceProfileList.Arn,omitzero"`
}

// RoleType describes iam.role.
var RoleType = inventory.Describe[Role]("iam.role", GetAccountAuthorizationDetails).Of(responsibility.IAMRole)

// Type implements inventory.Resource.
func (*Role) Type() *inventory.Type { return RoleType }

// Classify implements inventory.Resource.
func (r *Role) Classify() inventory.Classification {
	c := inventory.Classification{Variant: responsibility.IAMRole, Why: "it is in RoleDetailList"}
	switch path := r.Path.Or(""); {
	case ServiceLinked(path):
		c.Why = "Path is " + path + ": a service-linked role, whose policies AWS writes"
	case IdentityCenter(path):
		c.Why = "Path is " + path + ": IAM Identity Center makes it from a permission set"
	}
	return c
}

// ServiceLinked reports whether a role's path is one that only AWS services can create roles under (IAM User Guide,
// "Create a service-linked role"): the customer can change neither its policies nor its trust.
func ServiceLinked(path string) bool { return strings.HasPrefix(path, "/aws-service-role/") }

// IdentityCenter reports whether a role's path is that of IAM Identity Center's roles, which follow the permission
// sets and cannot be changed in IAM.
func IdentityCenter(path string) bool {
	return strings.HasPrefix(path, "/aws-reserved/sso.amazonaws.com/")
}
