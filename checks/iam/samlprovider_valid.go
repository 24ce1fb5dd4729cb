package iam

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// SAMLProviderValid wants metadata documents that have not ended.
var SAMLProviderValid = &checks.Check[iam.SAMLProvider]{
	Meta: checks.Meta{
		ID:       "iam-saml-provider-valid",
		Title:    "The metadata of SAML providers are valid",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "Metadata that have ended hold a certificate that nobody looks after: sign-in fails when the provider changes its key, or goes on with one that it gave up.",
		Fix:      "aws iam update-saml-provider --saml-provider-arn ARN --saml-metadata-document file://metadata.xml, or delete the provider if nothing trusts it.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html"},
	},
	Run: samlProviderValid,
	Cases: []checks.Case[iam.SAMLProvider]{
		{Name: "valid", Given: saml(inventory.Known(ago(-1000))), Want: checks.Pass},
		{Name: "ended", Given: saml(inventory.Known(ago(1))), Want: checks.Fail},
		{Name: "ends_soon", Given: saml(inventory.Known(ago(-5))), Want: checks.Fail},
		{Name: "unread", Given: saml(inventory.FromPtr[time.Time](nil)), Want: checks.Unknown},
	},
}

func saml(end inventory.Fact[time.Time]) iam.SAMLProvider {
	return iam.SAMLProvider{Ref: inventory.Ref{ID: "arn:aws:iam::111122223333:saml-provider/directory", Name: "directory"}, ValidUntil: end}
}

func samlProviderValid(v *checks.View[iam.SAMLProvider]) checks.Verdict {
	end, ok := checks.Read(v, v.Resource.ValidUntil)
	limit := v.Policy().CertificateRenewal
	switch left := end.Sub(v.Now()); {
	case !ok:
		return checks.Verdict{}
	case left <= 0:
		return v.Fail("ValidUntil is %s: it ended %d days ago", date(end), days(-left))
	case left < limit.Duration():
		return v.Fail("ValidUntil is %s: %d days are left, wanted are %d", date(end), days(left), limit)
	}
	return v.Pass("ValidUntil is %s", date(end))
}
