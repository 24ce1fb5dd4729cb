package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// SecureListeners wants load balancers to end encrypted connections.
var SecureListeners = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-secure-listeners", Title: "Listeners take HTTPS or TLS connections", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why: "What comes over HTTP can be read and changed by everybody on the way. A TCP or UDP listener passes on what clients send as it is: whether that is encrypted, nobody in front of the targets decides.",
		Fix: "aws elbv2 modify-listener --listener-arn LISTENER_ARN --protocol HTTPS (or TLS) --port 443 --certificates CertificateArn=CERTIFICATE_ARN --ssl-policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
		Refs: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html",
		},
	},
	Reads: []*inventory.Call{elbv2.DescribeListeners},
	Run:   secureListeners,
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "redirectAndHTTPS", Given: application(), Want: checks.Pass},
		{Name: "TLS", Given: net(), Want: checks.Pass},
		{Name: "HTTP", Given: application(listening(elbv2.Listener{Port: 80, Protocol: "HTTP", DefaultActions: []elbv2.Action{{Type: "forward"}}})), Want: checks.Fail},
		{Name: "TCP", Given: net(listening(elbv2.Listener{Port: 443, Protocol: "TCP"})), Want: checks.Fail},
		{Name: "none", Given: application(listening()), Want: checks.NotApplicable},
		{Name: "denied", Given: application(unheard), Want: checks.Unknown},
		{Name: "gateway", Given: gateway(), Want: checks.NotApplicable},
	},
}

func secureListeners(v *view) checks.Verdict {
	if verdict, ok := among(v, elbv2.Application, elbv2.Network); !ok {
		return verdict
	}
	ls, _ := checks.Read(v, v.Resource.Listeners)
	var plain, passing []string
	for i := range ls {
		switch l := &ls[i]; l.Protocol {
		case "HTTPS", "TLS", "QUIC":
		case "HTTP":
			if !redirects(l) {
				plain = append(plain, name(l))
			}
		default:
			passing = append(passing, name(l))
		}
	}
	switch {
	case len(plain) > 0:
		return v.Fail("%s takes unencrypted requests", checks.First(plain, 5))
	case len(passing) > 0:
		return v.Fail("%s passes on what clients send, encrypted or not", checks.First(passing, 5)).At(checks.Low)
	case len(ls) == 0:
		return v.NotApplicable("it has no listener")
	}
	return v.Pass("each of the %d listeners is for HTTPS or TLS, or redirects to HTTPS", len(ls))
}
