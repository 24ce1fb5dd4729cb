package iam

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// ServerCertificateValid wants no expired certificates.
var ServerCertificateValid = &checks.Check[iam.ServerCertificate]{
	Meta: checks.Meta{
		ID:       "iam-server-certificate-valid",
		Title:    "Server certificates in IAM have not expired",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "A listener that is given an expired certificate by mistake fails for every client that checks, and those that do not check have learned not to.",
		Fix:      "aws iam delete-server-certificate --server-certificate-name NAME, after the listeners use one of AWS Certificate Manager.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html"},
	},
	Run: serverCertificateValid,
	Cases: []checks.Case[iam.ServerCertificate]{
		{Name: "valid", Given: certificate(ago(-200)), Want: checks.Pass},
		{Name: "expired", Given: certificate(ago(1)), Want: checks.Fail},
		{Name: "unread", Given: iam.ServerCertificate{Ref: inventory.Ref{ID: "www"}, Expiration: inventory.FromPtr[time.Time](nil)}, Want: checks.Unknown},
	},
}

// certificate is one that ends at a time.
func certificate(end time.Time) iam.ServerCertificate {
	return iam.ServerCertificate{Ref: inventory.Ref{ID: "www"}, Expiration: inventory.Known(end), UploadDate: inventory.Known(ago(300))}
}

func serverCertificateValid(v *checks.View[iam.ServerCertificate]) checks.Verdict {
	end, ok := checks.Read(v, v.Resource.Expiration)
	switch {
	case !ok:
		return checks.Verdict{}
	case !end.After(v.Now()):
		return v.Fail("Expiration is %s: it ended %d days ago", date(end), days(v.Now().Sub(end)))
	}
	return v.Pass("Expiration is %s", date(end))
}
