package elasticloadbalancing

import (
	"strings"

	"demarc/checks"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// ACMCertificate wants certificates that renew themselves.
var ACMCertificate = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-acm-certificate", Title: "HTTPS and SSL listeners of Classic Load Balancers have certificates of AWS Certificate Manager", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "A certificate that somebody uploaded to IAM runs out unless somebody remembers it, and its private key was in hands and files outside of AWS. Those of Certificate Manager renew themselves, and nobody ever sees their keys.",
		Fix:  "aws acm request-certificate --domain-name NAME --validation-method DNS; aws elb set-load-balancer-listener-ssl-certificate --load-balancer-name NAME --load-balancer-port 443 --ssl-certificate-id CERTIFICATE_ARN",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-server-cert.html"},
	},
	Run: func(v *view) checks.Verdict {
		ls, _ := checks.Read(v, v.Resource.Listeners)
		var bad, good []string
		for i := range ls {
			l := &ls[i]
			if !l.Secure() {
				continue
			}
			if what := name(l) + " has " + l.SSLCertificateID; strings.Contains(l.SSLCertificateID, ":acm:") {
				good = append(good, what)
			} else {
				bad = append(bad, what)
			}
		}
		switch {
		case len(bad) > 0:
			return v.Fail("%s", checks.First(bad, 5))
		case len(good) == 0:
			return v.NotApplicable("no listener is for HTTPS or SSL")
		}
		return v.Pass("%s", checks.First(good, 5))
	},
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "certificateManager", Given: balancer(), Want: checks.Pass},
		{Name: "uploaded", Given: balancer(listening(elb.Listener{LoadBalancerPort: 443, Protocol: "SSL", SSLCertificateID: "arn:aws:iam::111122223333:server-certificate/old"})), Want: checks.Fail},
		{Name: "noTLS", Given: balancer(listening(elb.Listener{LoadBalancerPort: 80, Protocol: "HTTP"})), Want: checks.NotApplicable},
		{Name: "omitted", Given: balancer(unheard), Want: checks.Unknown},
	},
}
