package elasticloadbalancingv2

import (
	"fmt"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/inventory/responsibility"
)

// TLSPolicy wants listeners that speak TLS 1.3 and 1.2 with good ciphers, and nothing older.
var TLSPolicy = &checks.Check[elbv2.LoadBalancer]{
	Meta: checks.Meta{
		ID: "elbv2-load-balancer-tls-policy", Title: "HTTPS and TLS listeners have a recommended security policy", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why: "A listener agrees to the weakest version that its policy allows and a client, or somebody between, asks for. TLS 1.0 and 1.1 are broken and given up by all browsers; what the API gives to a listener that names no policy still speaks them.",
		Fix: "aws elbv2 modify-listener --listener-arn LISTENER_ARN --ssl-policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
		Refs: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html",
		},
	},
	Reads: []*inventory.Call{elbv2.DescribeListeners},
	Run:   tlsPolicy,
	Cases: []checks.Case[elbv2.LoadBalancer]{
		{Name: "recommended", Given: application(), Want: checks.Pass},
		{Name: "onlyTLS13", Given: net(listening(elbv2.Listener{Port: 443, Protocol: "TLS", SSLPolicy: "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04"})), Want: checks.Pass},
		{Name: "defaultOfTheAPI", Given: application(listening(elbv2.Listener{Port: 443, Protocol: "HTTPS", SSLPolicy: "ELBSecurityPolicy-2016-08"})), Want: checks.Fail},
		{Name: "TLS13DownTo10", Given: application(listening(elbv2.Listener{Port: 443, Protocol: "HTTPS", SSLPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06"})), Want: checks.Fail},
		{Name: "forwardSecrecyDownTo11", Given: application(listening(elbv2.Listener{Port: 443, Protocol: "HTTPS", SSLPolicy: "ELBSecurityPolicy-FS-1-1-2019-08"})), Want: checks.Fail},
		{Name: "noTLS13", Given: application(listening(elbv2.Listener{Port: 443, Protocol: "HTTPS", SSLPolicy: "ELBSecurityPolicy-TLS-1-2-2017-01"})), Want: checks.Fail},
		{Name: "moreCiphers", Given: application(listening(elbv2.Listener{Port: 443, Protocol: "HTTPS", SSLPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"})), Want: checks.Fail},
		{Name: "unheardOf", Given: application(listening(elbv2.Listener{Port: 443, Protocol: "HTTPS", SSLPolicy: "ELBSecurityPolicy-TLS20-2031-01"})), Want: checks.Unknown},
		{Name: "noTLS", Given: net(listening(elbv2.Listener{Port: 22, Protocol: "TCP"})), Want: checks.NotApplicable},
		{Name: "denied", Given: application(unheard), Want: checks.Unknown},
		{Name: "gateway", Given: gateway(), Want: checks.NotApplicable},
	},
}

func tlsPolicy(v *view) checks.Verdict {
	if verdict, ok := among(v, elbv2.Application, elbv2.Network); !ok {
		return verdict
	}
	ls, _ := checks.Read(v, v.Resource.Listeners)
	var old, dated, unknown, good []string
	for i := range ls {
		l := &ls[i]
		if l.Protocol != "HTTPS" && l.Protocol != "TLS" {
			continue
		}
		what := fmt.Sprintf("%s has %s", name(l), l.SSLPolicy)
		switch grade(l.SSLPolicy) {
		case "old":
			old = append(old, what)
		case "dated":
			dated = append(dated, what)
		case "recommended":
			good = append(good, what)
		default:
			unknown = append(unknown, what)
		}
	}
	switch {
	case len(old) > 0:
		return v.Fail("%s, which allows TLS 1.1 or 1.0", checks.First(old, 5))
	case len(dated) > 0:
		return v.Fail("%s, which lacks TLS 1.3 or allows weaker ciphers than the recommended ones", checks.First(dated, 5)).At(checks.Low)
	case len(unknown) > 0:
		return v.Unknown("%s, a policy that this build does not know", checks.First(unknown, 5))
	case len(good) == 0:
		return v.NotApplicable("no listener is for HTTPS or TLS")
	}
	return v.Pass("%s", checks.First(good, 5))
}

// grade reads the name of a predefined policy, which says what it allows (Elastic Load Balancing, "Security policies for
// your Application Load Balancer"): TLS13-1-2 is TLS 1.3 down to 1.2, Ext1 and Ext2 add ciphers, TLS-1-2 and FS-1-2 are
// TLS 1.2 alone; the names without a version go down to 1.0. There are no policies of the customer's own.
func grade(policy string) string {
	rest, ok := strings.CutPrefix(policy, "ELBSecurityPolicy-")
	switch {
	case !ok:
	case strings.HasPrefix(rest, "TLS13-1-3-"):
		return "recommended"
	case strings.HasPrefix(rest, "TLS13-1-2-Ext"):
		return "dated"
	case strings.HasPrefix(rest, "TLS13-1-2-"):
		return "recommended"
	case strings.HasPrefix(rest, "TLS-1-2-"), strings.HasPrefix(rest, "FS-1-2-"):
		return "dated"
	case strings.HasPrefix(rest, "TLS13-1-1-"), strings.HasPrefix(rest, "TLS13-1-0-"), strings.HasPrefix(rest, "TLS-1-1-"), strings.HasPrefix(rest, "TLS-1-0-"),
		strings.HasPrefix(rest, "FS-1-1-"), strings.HasPrefix(rest, "FS-2018-"), strings.HasPrefix(rest, "201"):
		return "old"
	}
	return ""
}
