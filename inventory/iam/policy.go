package iam

import (
	"strings"
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Policy is a managed policy: one of the account's own, or one of AWS's that the account attaches. Its ID is its ARN,
// because that is what refers to it.
type Policy struct {
	inventory.Ref
	Path inventory.Fact[string] `json:"Path,omitzero"`
	// Document is that of the default version, the one in force, as JSON text.
	Document         inventory.Fact[string] `json:"PolicyVersionList.Document,omitzero"`
	DefaultVersionID inventory.Fact[string] `json:"DefaultVersionId,omitzero"`
	// AttachmentCount is how many users, groups and roles the policy is attached to.
	AttachmentCount inventory.Fact[int32] `json:"AttachmentCount,omitzero"`
	// PermissionsBoundaryUsageCount is how many users and roles have the policy as their boundary.
	PermissionsBoundaryUsageCount inventory.Fact[int32]     `json:"PermissionsBoundaryUsageCount,omitzero"`
	IsAttachable                  inventory.Fact[bool]      `json:"IsAttachable,omitzero"`
	CreateDate                    inventory.Fact[time.Time] `json:"CreateDate,omitzero"`
	UpdateDate                    inventory.Fact[time.Time] `json:"UpdateDate,omitzero"`
}

// PolicyType describes iam.policy.
var PolicyType = inventory.Describe[Policy]("iam.policy", GetAccountAuthorizationDetails).
	Of(responsibility.IAMPolicyAWSManaged, responsibility.IAMPolicyCustomer)

// Type implements inventory.Resource.
func (*Policy) Type() *inventory.Type { return PolicyType }

// Classify implements inventory.Resource.
func (p *Policy) Classify() inventory.Classification {
	if AWSManaged(p.ARN) {
		return inventory.Classification{Variant: responsibility.IAMPolicyAWSManaged, Why: "the account in its Arn is aws"}
	}
	return inventory.Classification{Variant: responsibility.IAMPolicyCustomer, Why: "the account in its Arn is the customer's"}
}

// AWSManaged reports whether the ARN is that of a policy which AWS writes and changes: its account part is "aws".
func AWSManaged(arn string) bool {
	parts := strings.SplitN(arn, ":", 6)
	return len(parts) == 6 && parts[2] == "iam" && parts[4] == "aws" && strings.HasPrefix(parts[5], "policy/")
}

// An InlinePolicy is a policy that lives within its user, group or role.
type InlinePolicy struct {
	PolicyName string `json:"PolicyName"`
	// PolicyDocument is JSON text.
	PolicyDocument string `json:"PolicyDocument"`
}

// An AttachedPolicy names a managed policy that is attached.
type AttachedPolicy struct {
	PolicyName string `json:"PolicyName"`
	PolicyArn  string `json:"PolicyArn"`
}
