package ecr

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RepositoryTrustedAccounts finds repository policies that let in accounts and organisations which the user did not name.
var RepositoryTrustedAccounts = &checks.Check[ecr.Repository]{
	Meta: checks.Meta{
		ID: "ecr-repository-policy-trusted-accounts", Title: "Repository policies let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "An account that the policy names can let any of its users pull, and if the policy says so push. If it is not yours, or no longer, your images are not yours alone.",
		Fix:  "Take the account out of the policy (aws ecr set-repository-policy), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html"},
	},
	Reads: []*inventory.Call{ecr.GetRepositoryPolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.TrustedAccounts(repositoryPolicy),
	Cases: []checks.Case[ecr.Repository]{
		{Name: "none", Given: repository(), Want: checks.Pass},
		{Name: "own_role", Given: repository(policy(pullByRole)), Want: checks.Pass},
		{Name: "partner", Given: repository(policy(pullByPartner)), Want: checks.Fail},
		{Name: "trusted_partner", Given: repository(policy(pullByPartner)), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "organisation", Given: repository(policy(pullByOrg)), Want: checks.Fail},
		{Name: "own_organisation", Given: repository(policy(pullByOrg)), Policy: func(p *checks.Policy) { p.OrganizationID = "o-abcdefghij" }, Want: checks.Pass},
		{Name: "anyone", Given: repository(policy(pullByAnyone)), Want: checks.Fail},
		{Name: "not_a_policy", Given: repository(policy("<html/>")), Want: checks.Unknown},
		{Name: "unread", Given: repository(func(r *ecr.Repository) { r.Policy = denied[string](ecr.GetRepositoryPolicy) }), Want: checks.Unknown},
	},
}
