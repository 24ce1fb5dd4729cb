// Package elasticloadbalancing judges Classic Load Balancers.
package elasticloadbalancing

import (
	"fmt"

	"demarc/checks"
	"demarc/inventory"
	elb "demarc/inventory/elasticloadbalancing"
)

// Checks lists every check of Elastic Load Balancing, sorted by id.
var Checks = []checks.Checker{
	AccessLogs,
	ACMCertificate,
	ConnectionDraining,
	CrossZone,
	DesyncMitigation,
	MultipleZones,
	NoInnerPorts,
	NotBypassed,
	SecureListeners,
	TLSPolicy,
}

type view = checks.View[elb.LoadBalancer]

// switched judges an attribute that is to be on.
func switched(v *view, key string, f inventory.Fact[bool]) checks.Verdict {
	if on, _ := checks.Read(v, f); !on {
		return v.Fail("%s is false", key)
	}
	return v.Pass("%s is true", key)
}

// name names a listener: "HTTPS:443".
func name(l *elb.Listener) string { return fmt.Sprintf("%s:%d", l.Protocol, l.LoadBalancerPort) }
