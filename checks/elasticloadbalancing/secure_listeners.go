package elasticloadbalancing

import (
	"demarc/checks"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/inventory/responsibility"
)

// SecureListeners wants load balancers to end encrypted connections.
var SecureListeners = &checks.Check[elb.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elb-load-balancer-secure-listeners", Title: "Listeners of Classic Load Balancers take HTTPS or SSL connections", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "What comes over HTTP can be read and changed by everybody on the way. A TCP listener passes on what clients send as it is: whether that is encrypted, nobody in front of the instances decides.",
		Fix:  "aws elb create-load-balancer-listeners --load-balancer-name NAME --listeners Protocol=HTTPS,LoadBalancerPort=443,InstanceProtocol=HTTPS,InstancePort=443,SSLCertificateId=CERTIFICATE_ARN; aws elb delete-load-balancer-listeners --load-balancer-name NAME --load-balancer-ports 80",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-https-load-balancers.html"},
	},
	Run: func(v *view) checks.Verdict {
		ls, _ := checks.Read(v, v.Resource.Listeners)
		var plain, passing []string
		for i := range ls {
			switch l := &ls[i]; {
			case l.Secure():
			case l.Protocol == "HTTP":
				plain = append(plain, name(l))
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
		return v.Pass("each of the %d listeners is for HTTPS or SSL", len(ls))
	},
	Cases: []checks.Case[elb.LoadBalancer]{
		{Name: "HTTPS", Given: balancer(), Want: checks.Pass},
		{Name: "HTTP", Given: balancer(listening(elb.Listener{LoadBalancerPort: 80, Protocol: "HTTP"})), Want: checks.Fail},
		{Name: "TCP", Given: balancer(listening(elb.Listener{LoadBalancerPort: 5672, Protocol: "TCP"})), Want: checks.Fail},
		{Name: "none", Given: balancer(listening()), Want: checks.NotApplicable},
		{Name: "omitted", Given: balancer(unheard), Want: checks.Unknown},
	},
}
