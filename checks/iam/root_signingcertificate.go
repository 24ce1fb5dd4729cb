package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// RootSigningCertificate wants the root user to have no X.509 signing certificates.
var RootSigningCertificate = &checks.Check[iam.Root]{
	Meta: checks.Meta{
		ID:       "iam-root-signing-certificate-none",
		Title:    "The root user has no signing certificates",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "A signing certificate is an old credential for SOAP calls. On the root user it signs with unlimited rights, and hardly anybody remembers that it is there.",
		Fix:      "Sign in as the root user, open Security credentials, and delete the X.509 signing certificate.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html"},
	},
	Run: rootSigningCertificate,
	Cases: []checks.Case[iam.Root]{
		{Name: "none", Given: root(nil), Want: checks.Pass},
		{Name: "present", Given: root(func(r *iam.Root) { r.AccountSigningCertificatesPresent = inventory.Known[int32](1) }), Want: checks.Fail},
		{Name: "denied", Given: root(func(r *iam.Root) { r.AccountSigningCertificatesPresent = denied[int32](iam.GetAccountSummary) }), Want: checks.Unknown},
	},
}

func rootSigningCertificate(v *checks.View[iam.Root]) checks.Verdict {
	present, ok := checks.Read(v, v.Resource.AccountSigningCertificatesPresent)
	switch {
	case !ok:
		return checks.Verdict{}
	case present != 0:
		return v.Fail("AccountSigningCertificatesPresent is %d: the root user has signing certificates", present)
	}
	return v.Pass("AccountSigningCertificatesPresent is 0")
}
