package elasticloadbalancing

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// LoadBalancerType describes kind elb.load_balancer.
var LoadBalancerType = inventory.Describe[LoadBalancer]("elb.load_balancer", DescribeLoadBalancers, DescribeLoadBalancerAttributes, DescribeLoadBalancerPolicies).Of(responsibility.ELBV2LoadBalancer)

// A LoadBalancer is a Classic Load Balancer. Its id is its name.
type LoadBalancer struct {
	inventory.Ref

	Scheme            inventory.Fact[string]   `json:"Scheme,omitzero"` // "internet-facing" or "internal"
	DNSName           inventory.Fact[string]   `json:"DNSName,omitzero"`
	VPCID             inventory.Fact[string]   `json:"VPCId,omitzero"`
	AvailabilityZones inventory.Fact[[]string] `json:"AvailabilityZones,omitzero"` // sorted, as the next ones
	Subnets           inventory.Fact[[]string] `json:"Subnets,omitzero"`
	SecurityGroups    inventory.Fact[[]string] `json:"SecurityGroups,omitzero"`
	// Instances are the ids of those that are registered, whatever their health.
	Instances inventory.Fact[[]string] `json:"Instances.InstanceId,omitzero"`
	// Listeners are sorted by port.
	Listeners inventory.Fact[[]Listener] `json:"ListenerDescriptions,omitzero"`

	AccessLog              inventory.Fact[bool] `json:"AccessLog.Enabled,omitzero" call:"DescribeLoadBalancerAttributes"`
	ConnectionDraining     inventory.Fact[bool] `json:"ConnectionDraining.Enabled,omitzero" call:"DescribeLoadBalancerAttributes"`
	CrossZoneLoadBalancing inventory.Fact[bool] `json:"CrossZoneLoadBalancing.Enabled,omitzero" call:"DescribeLoadBalancerAttributes"`
	// DesyncMitigationMode is "monitor", "defensive" or "strictest".
	DesyncMitigationMode inventory.Fact[string] `json:"AdditionalAttributes.elb.http.desyncmitigationmode,omitzero" call:"DescribeLoadBalancerAttributes"`

	// Policies are those that decide how TLS is negotiated, sorted by name. They are asked for where a listener speaks TLS.
	Policies inventory.Fact[[]Policy] `json:"PolicyDescriptions,omitzero" call:"DescribeLoadBalancerPolicies"`
}

// A Listener is a port on which a load balancer takes connections, and the port of the instances that it leads to.
type Listener struct {
	LoadBalancerPort int32  `json:"LoadBalancerPort"`
	Protocol         string `json:"Protocol"` // "HTTP", "HTTPS", "TCP", "SSL"
	InstancePort     int32  `json:"InstancePort"`
	InstanceProtocol string `json:"InstanceProtocol,omitempty"`
	// SSLCertificateID is the ARN of the certificate of an HTTPS or SSL listener.
	SSLCertificateID string   `json:"SSLCertificateId,omitempty"`
	PolicyNames      []string `json:"PolicyNames,omitempty"`
}

// Secure reports whether the listener ends TLS connections.
func (l *Listener) Secure() bool { return l.Protocol == "HTTPS" || l.Protocol == "SSL" }

// A Policy says how TLS is negotiated.
type Policy struct {
	PolicyName string `json:"PolicyName"`
	// Reference is the predefined policy that it is a copy of; empty for one of the customer's own.
	Reference string `json:"Reference-Security-Policy,omitempty"`
}

// Type implements inventory.Resource.
func (*LoadBalancer) Type() *inventory.Type { return LoadBalancerType }

// Classify implements inventory.Resource.
func (*LoadBalancer) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.ELBV2LoadBalancer, Why: "a Classic Load Balancer, for which customer and AWS have the duties of the newer ones"}
}
