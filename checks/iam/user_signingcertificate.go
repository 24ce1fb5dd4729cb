package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// UserSigningCertificate wants no X.509 signing certificates on users.
var UserSigningCertificate = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-signing-certificate-none",
		Title:    "Users have no active signing certificates",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Low,
		Since:    "0.1",
		Why:      "A signing certificate is a credential for the old SOAP interfaces. It never expires by itself, nothing new needs it, and few people look for it.",
		Fix:      "aws iam list-signing-certificates --user-name USER, then aws iam delete-signing-certificate --user-name USER --certificate-id ID",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html"},
	},
	Reads: iam.CredentialReport,
	Run:   userSigningCertificate,
	Cases: []checks.Case[iam.User]{
		{Name: "none", Given: user(nil), Want: checks.Pass},
		{Name: "first", Given: user(func(u *iam.User) { u.Cert1Active = inventory.Known(true) }), Want: checks.Fail},
		{Name: "second_and_first_unread", Given: user(func(u *iam.User) {
			u.Cert1Active, u.Cert2Active = denied[bool](iam.GetCredentialReport), inventory.Known(true)
		}), Want: checks.Fail},
		{Name: "denied", Given: user(func(u *iam.User) { u.Cert2Active = denied[bool](iam.GetCredentialReport) }), Want: checks.Unknown},
	},
}

func userSigningCertificate(v *checks.View[iam.User]) checks.Verdict {
	if on, ok := checks.Peek(v, v.Resource.Cert1Active); ok && on {
		return v.Fail("cert_1_active is true")
	}
	if on, ok := checks.Peek(v, v.Resource.Cert2Active); ok && on {
		return v.Fail("cert_2_active is true")
	}
	return v.Pass("cert_1_active and cert_2_active are false")
}
