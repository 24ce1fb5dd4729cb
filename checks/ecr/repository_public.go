package ecr

import (
	"demarc/checks"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RepositoryNotPublic finds repository policies that let any AWS account in.
var RepositoryNotPublic = &checks.Check[ecr.Repository]{
	Meta: checks.Meta{
		ID: "ecr-repository-policy-not-public", Title: "Repository policies do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "A repository that everyone can pull from gives away the code and whatever was baked into its images; one that everyone can push to runs their code in your cluster.",
		Fix:  "Name the principals in the statement, or add a condition on aws:PrincipalOrgID: aws ecr set-repository-policy --repository-name NAME --policy-text file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html"},
	},
	Reads: []*inventory.Call{ecr.GetRepositoryPolicy},
	With:  guardrails.Wants(),
	Run:   resourcepolicy.NotPublic(repositoryPolicy),
	Cases: []checks.Case[ecr.Repository]{
		{Name: "none", Given: repository(), Want: checks.Pass},
		{Name: "own_role", Given: repository(policy(pullByRole)), Want: checks.Pass},
		{Name: "partner", Given: repository(policy(pullByPartner)), Want: checks.Pass},
		{Name: "anyone", Given: repository(policy(pullByAnyone)), Want: checks.Fail},
		{Name: "not_a_policy", Given: repository(policy("<html/>")), Want: checks.Unknown},
		{Name: "unread", Given: repository(func(r *ecr.Repository) { r.Policy = denied[string](ecr.GetRepositoryPolicy) }), Want: checks.Unknown},
	},
}
