// Package elasticloadbalancingv2 judges application, network and gateway load balancers and what stands behind them.
package elasticloadbalancingv2

import "demarc/checks"

// Checks lists every check of Elastic Load Balancing v2, sorted by id.
var Checks = []checks.Checker{
	AccessLogs,
	CrossZone,
	DeletionProtection,
	DesyncMitigation,
	DropInvalidHeaders,
	HealthChecksEncrypted,
	HTTPRedirect,
	MultipleZones,
	NoInnerPorts,
	NotBypassed,
	SecureListeners,
	TargetsEncrypted,
	TLSPolicy,
}
