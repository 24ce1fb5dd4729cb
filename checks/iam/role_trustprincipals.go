package iam

import (
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RoleTrustPrincipals wants trust policies to name principals that exist. IAM writes the unique id of a user or role in
// the place of its ARN once it is deleted.
var RoleTrustPrincipals = &checks.Check[iam.Role]{
	Meta: checks.Meta{
		ID:       "iam-role-trust-principals-exist",
		Title:    "Trust policies name no deleted users or roles",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "Whoever reads the policy cannot tell whom it lets in, and the next to edit it is tempted to put somebody else in the gap; often the role itself is no longer needed.",
		Fix:      "Remove the id from Principal: aws iam update-assume-role-policy --role-name NAME --policy-document file://trust.json, or delete the role.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"},
	},
	Run: roleTrustPrincipals,
	Cases: []checks.Case[iam.Role]{
		{Name: "service", Given: role(nil), Want: checks.Pass},
		{Name: "role", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":"arn:aws:iam::111122223333:role/deploy"}`, "sts:AssumeRole", "")
		}), Want: checks.Pass},
		{Name: "deleted_role", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":["111122223333","AROAEXAMPLEEXAMPLE123"]}`, "sts:AssumeRole", "")
		}), Want: checks.Fail},
		{Name: "deleted_user", Given: role(func(r *iam.Role) {
			r.AssumeRolePolicyDocument = trust(`{"AWS":"AIDAEXAMPLEEXAMPLE123"}`, "sts:AssumeRole", "")
		}), Want: checks.Fail},
		{Name: "service_linked", Given: role(serviceLinked), Want: checks.NotApplicable},
		{Name: "permission_set", Given: role(identityCenter), Want: checks.NotApplicable},
		{Name: "unread", Given: role(func(r *iam.Role) { r.AssumeRolePolicyDocument = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
	},
}

func roleTrustPrincipals(v *checks.View[iam.Role]) checks.Verdict {
	doc, verdict, done := trustPolicy(v)
	if done {
		return verdict
	}
	var gone []string
	for i := range doc.Statements {
		if s := &doc.Statements[i]; s.Principal != nil {
			for _, p := range s.Principal.Entries {
				if p.Kind == access.KindAWS && isUniqueID(p.Text) {
					gone = append(gone, p.Text)
				}
			}
		}
	}
	if len(gone) > 0 {
		return v.Fail("the trust policy names what is deleted: %s", several(gone))
	}
	return v.Pass("the trust policy names no deleted user or role")
}

// isUniqueID reports whether a principal is the unique id of a user (AIDA) or of a role (AROA), not a name (IAM User
// Guide, "IAM identifiers").
func isUniqueID(text string) bool {
	return (strings.HasPrefix(text, "AIDA") || strings.HasPrefix(text, "AROA")) && !strings.Contains(text, ":")
}
