package iam

import "demarc/inventory/collect"

// Collectors are all of the service's.
var Collectors = []*collect.Collector{
	AuthorizationCollector,
	OIDCProviderCollector,
	PasswordPolicyCollector,
	RootCollector,
	SAMLProviderCollector,
	ServerCertificateCollector,
}
