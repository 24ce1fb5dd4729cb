package iam

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// ServerCertificateRenewal wants certificates to be renewed before they end.
var ServerCertificateRenewal = &checks.Check[iam.ServerCertificate]{
	Meta: checks.Meta{
		ID:       "iam-server-certificate-renewed",
		Title:    "Server certificates in IAM do not expire soon",
		Duty:     responsibility.IAMCredentials,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "IAM renews nothing by itself: on the day the certificate ends, every client of the listener is turned away.",
		Fix:      "Request a certificate from AWS Certificate Manager, which renews by itself, give it to the listeners, and delete this one.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html"},
	},
	Run: serverCertificateRenewal,
	Cases: []checks.Case[iam.ServerCertificate]{
		{Name: "valid", Given: certificate(ago(-200)), Want: checks.Pass},
		{Name: "at_the_limit", Given: certificate(ago(-30)), Want: checks.Pass},
		{Name: "soon", Given: certificate(ago(-29)), Want: checks.Fail},
		{Name: "expired", Given: certificate(ago(1)), Want: checks.NotApplicable},
		{Name: "unread", Given: iam.ServerCertificate{Ref: inventory.Ref{ID: "www"}, Expiration: inventory.FromPtr[time.Time](nil)}, Want: checks.Unknown},
	},
}

func serverCertificateRenewal(v *checks.View[iam.ServerCertificate]) checks.Verdict {
	end, ok := checks.Read(v, v.Resource.Expiration)
	left := end.Sub(v.Now())
	limit := v.Policy().CertificateRenewal
	switch {
	case !ok:
		return checks.Verdict{}
	case left <= 0:
		return v.NotApplicable("Expiration is %s: it has ended, which iam-server-certificate-valid reports", date(end))
	case left < limit.Duration():
		return v.Fail("Expiration is %s: %d days are left, wanted are %d", date(end), days(left), limit)
	}
	return v.Pass("Expiration is %s", date(end))
}
