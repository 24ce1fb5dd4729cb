package ecr

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RegistrySigns asks that ECR signs what is pushed. Whether somebody verifies the signatures is not the registry's to say.
var RegistrySigns = &checks.Check[ecr.Registry]{
	Meta: checks.Meta{
		ID: "ecr-registry-signs-images", Title: "The registry signs what is pushed to any repository", Duty: responsibility.OpsConfiguration, Severity: checks.Low, Since: "0.1",
		Why:  "Without a signature nobody can tell an image of your pipeline from one that somebody pushed with stolen credentials, and no cluster can refuse the latter.",
		Fix:  "aws signer put-signing-profile --profile-name ecr --platform-id Notation-OCI-SHA384-ECDSA, then aws ecr put-signing-configuration --signing-configuration '{\"rules\":[{\"signingProfileArn\":\"ARN\"}]}'",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html", "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SigningRule.html"},
	},
	Reads: []*inventory.Call{ecr.GetSigningConfiguration},
	Run:   registrySigns,
	Cases: []checks.Case[ecr.Registry]{
		{Name: "all", Given: registry(signs(ecr.SigningRule{SigningProfileARN: "p"})), Want: checks.Pass},
		{Name: "all_by_wildcard", Given: registry(signs(ecr.SigningRule{SigningProfileARN: "p", Filters: []string{"prod/*", "*"}})), Want: checks.Pass},
		{Name: "some", Given: registry(signs(ecr.SigningRule{SigningProfileARN: "p", Filters: []string{"prod/*"}})), Want: checks.Fail},
		{Name: "none", Given: registry(signs()), Want: checks.Fail},
		{Name: "unread", Given: registry(func(r *ecr.Registry) { r.SigningRules = denied[[]ecr.SigningRule](ecr.GetSigningConfiguration) }), Want: checks.Unknown},
	},
}

func registrySigns(v *checks.View[ecr.Registry]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.SigningRules)
	for _, r := range list {
		if len(r.Filters) == 0 || slices.Contains(r.Filters, "*") {
			return v.Pass("a signing rule signs all repositories with %s", r.SigningProfileARN)
		}
	}
	if len(list) == 0 {
		return v.Fail("there is no signing rule")
	}
	return v.Fail("none of %d signing rules is for all repositories", len(list))
}

func signs(list ...ecr.SigningRule) func(*ecr.Registry) {
	return func(r *ecr.Registry) { r.SigningRules = inventory.Known(list) }
}
