package iam

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Group is an IAM group. Its ID is the group's name.
type Group struct {
	inventory.Ref
	Path       inventory.Fact[string]    `json:"Path,omitzero"`
	CreateDate inventory.Fact[time.Time] `json:"CreateDate,omitzero"`
	// GroupPolicyList holds the inline policies.
	GroupPolicyList inventory.Fact[[]InlinePolicy] `json:"GroupPolicyList,omitzero"`
	// AttachedManagedPolicies are the managed policies attached to the group.
	AttachedManagedPolicies inventory.Fact[[]AttachedPolicy] `json:"AttachedManagedPolicies,omitzero"`
}

// GroupType describes iam.group.
var GroupType = inventory.Describe[Group]("iam.group", GetAccountAuthorizationDetails).Of(responsibility.IAMUser)

// Type implements inventory.Resource.
func (*Group) Type() *inventory.Type { return GroupType }

// Classify implements inventory.Resource.
func (*Group) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.IAMUser, Why: "it is in GroupDetailList: a group holds permissions of its users"}
}
