package organizations

import "demarc/inventory"

// Guardrails are the organization that the account is in and its policies over the account. Its ID is the organization's.
// An account that is in no organization has none.
type Guardrails struct {
	inventory.Ref
	// MasterAccountID is the management account, which the policies do not bind.
	MasterAccountID inventory.Fact[string] `json:"Organization.MasterAccountId,omitzero"`
	// FeatureSet is ALL, or CONSOLIDATED_BILLING: then the organization has no policies.
	FeatureSet inventory.Fact[string] `json:"Organization.FeatureSet,omitzero"`

	// Parents are what the account is in, from the root to its own unit; empty in the management account.
	Parents inventory.Fact[[]string] `json:"Parents.Id,omitzero" call:"ListParents"`
	// ServiceControlPolicies and ResourceControlPolicies have a level for the root, each unit and the account, in that
	// order. A level without policies is one where the type of policy is not enabled.
	ServiceControlPolicies  inventory.Fact[[]Level] `json:"SERVICE_CONTROL_POLICY.Content,omitzero" call:"DescribePolicy"`
	ResourceControlPolicies inventory.Fact[[]Level] `json:"RESOURCE_CONTROL_POLICY.Content,omitzero" call:"DescribePolicy"`
}

// A Level is a root, a unit or an account with the policies of one type that are attached to it.
type Level struct {
	Target   string
	Policies []Policy
}

// A Policy is a policy of the organization. Content is its document, as JSON text.
type Policy struct {
	ID, Name, Content string
}

// GuardrailsType describes organizations.guardrails. The matrix has no row for it: it helps to judge other kinds.
var GuardrailsType = inventory.Describe[Guardrails]("organizations.guardrails", DescribeOrganization, ListParents, ListPoliciesForTarget, DescribePolicy)

// Type implements inventory.Resource.
func (*Guardrails) Type() *inventory.Type { return GuardrailsType }

// Classify implements inventory.Resource.
func (*Guardrails) Classify() inventory.Classification { return inventory.Classification{} }

// ID returns the id of the organization that a snapshot's account is in, empty where that is none or not known.
func ID(s *inventory.Snapshot) string {
	for _, r := range s.Of(GuardrailsType.Kind) {
		return r.Identity().ID
	}
	return ""
}
