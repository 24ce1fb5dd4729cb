package elasticloadbalancingv2

import (
	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// HTTPRedirect wants nothing but redirections to be answered unencrypted.
var HTTPRedirect = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-http-redirect", Title: "HTTP listeners of application load balancers redirect to HTTPS", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "What comes over HTTP, passwords and sessions among it, can be read and changed by everybody on the way. Clients that type the plain address stay on it unless they are sent on.",
		Fix:  "aws elbv2 modify-listener --listener-arn LISTENER_ARN --default-actions Type=redirect,RedirectConfig='{Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'",
		Refs: []string{"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html"},
	},
	Reads: []*inventory.Call{elbv2.DescribeListeners},
	Run: func(v *view) checks.Verdict {
		if verdict, ok := among(v, elbv2.Application); !ok {
			return verdict
		}
		ls, _ := checks.Read(v, v.Resource.Listeners)
		var plain, bad []string
		for i := range ls {
			if ls[i].Protocol != "HTTP" {
				continue
			}
			plain = append(plain, name(&ls[i]))
			if !redirects(&ls[i]) {
				bad = append(bad, name(&ls[i]))
			}
		}
		switch {
		case len(bad) > 0:
			return v.Fail("the default action of %s does not redirect to HTTPS", checks.First(bad, 5))
		case len(plain) > 0:
			return v.Pass("%s redirects to HTTPS by default", checks.First(plain, 5))
		}
		return v.NotApplicable("none of the %d listeners is for HTTP", len(ls))
	},
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "redirects", Given: application(), Want: checks.Pass},
		{Name: "forwards", Given: application(listening(elbv2.Listener{Port: 8080, Protocol: "HTTP", DefaultActions: []elbv2.Action{{Type: "forward"}}})), Want: checks.Fail},
		{Name: "redirectsToItself", Given: application(listening(elbv2.Listener{Port: 80, Protocol: "HTTP", DefaultActions: []elbv2.Action{{Type: "redirect", RedirectProtocol: "#{protocol}"}}})), Want: checks.Fail},
		{Name: "onlyHTTPS", Given: application(listening(elbv2.Listener{Port: 443, Protocol: "HTTPS"})), Want: checks.NotApplicable},
		{Name: "denied", Given: application(unheard), Want: checks.Unknown},
		{Name: "network", Given: net(), Want: checks.NotApplicable},
	},
}

// redirects reports whether what a listener does by default is to send clients to HTTPS.
func redirects(l *elbv2.Listener) bool {
	for _, a := range l.DefaultActions {
		if a.Type == "redirect" && a.RedirectProtocol == "HTTPS" {
			return true
		}
	}
	return false
}
