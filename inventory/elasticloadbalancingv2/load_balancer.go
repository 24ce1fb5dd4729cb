package elasticloadbalancingv2

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// The values of LoadBalancer.Type, and that of Scheme for one that the internet can find.
const (
	Application    = "application"
	Network        = "network"
	Gateway        = "gateway"
	InternetFacing = "internet-facing"
)

// LoadBalancerType describes kind elbv2.load_balancer.
var LoadBalancerType = inventory.Describe[LoadBalancer]("elbv2.load_balancer", DescribeLoadBalancers, DescribeListeners, DescribeLoadBalancerAttributes).Of(responsibility.ELBV2LoadBalancer)

// A LoadBalancer is an application, network or gateway load balancer. Its id is the end of its ARN: "app/web/50dc6c495c0c9188".
type LoadBalancer struct {
	inventory.Ref

	LoadBalancerType inventory.Fact[string] `json:"Type,omitzero"`
	// Scheme is "internet-facing" or "internal". Gateway load balancers have none.
	Scheme inventory.Fact[string] `json:"Scheme,omitzero"`
	State  inventory.Fact[string] `json:"State.Code,omitzero"`
	// DNSName is the name by which clients find it; empty for a gateway load balancer.
	DNSName inventory.Fact[string] `json:"DNSName,omitzero"`
	VPCID   inventory.Fact[string] `json:"VpcId,omitzero"`
	// SecurityGroups are sorted. A network load balancer that was made without any can have none.
	SecurityGroups inventory.Fact[[]string] `json:"SecurityGroups,omitzero"`
	// IPAddressType is "ipv4", "dualstack" or "dualstack-without-public-ipv4".
	IPAddressType inventory.Fact[string] `json:"IpAddressType,omitzero"`
	// AvailabilityZones are sorted by name.
	AvailabilityZones inventory.Fact[[]Zone] `json:"AvailabilityZones,omitzero"`

	// Listeners are sorted by port and protocol.
	Listeners inventory.Fact[[]Listener] `json:"Listeners,omitzero" call:"DescribeListeners"`

	// The attributes are as the API gives them: "true" and "false", or a word. Each type of load balancer has its own ones,
	// and those that a type lacks are gaps.
	AccessLogs           inventory.Fact[string] `json:"Attributes.access_logs.s3.enabled,omitzero" call:"DescribeLoadBalancerAttributes"`
	CrossZone            inventory.Fact[string] `json:"Attributes.load_balancing.cross_zone.enabled,omitzero" call:"DescribeLoadBalancerAttributes"`
	DeletionProtection   inventory.Fact[string] `json:"Attributes.deletion_protection.enabled,omitzero" call:"DescribeLoadBalancerAttributes"`
	DesyncMitigationMode inventory.Fact[string] `json:"Attributes.routing.http.desync_mitigation_mode,omitzero" call:"DescribeLoadBalancerAttributes"`
	DropInvalidHeaders   inventory.Fact[string] `json:"Attributes.routing.http.drop_invalid_header_fields.enabled,omitzero" call:"DescribeLoadBalancerAttributes"`
}

// A Zone is an Availability Zone in which a load balancer has a node, and the subnet of the node.
type Zone struct {
	ZoneName string `json:"ZoneName"`
	SubnetID string `json:"SubnetId"`
	// Addresses are the fixed public addresses of a network load balancer's node, if it has any.
	Addresses []string `json:"LoadBalancerAddresses.IpAddress,omitempty"`
}

// A Listener is a port on which a load balancer takes connections. A gateway load balancer's has neither port nor protocol.
type Listener struct {
	ARN      string `json:"ListenerArn"`
	Port     int32  `json:"Port,omitempty"`
	Protocol string `json:"Protocol,omitempty"` // "HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"
	// SSLPolicy is the policy of an HTTPS or TLS listener, which says what versions and ciphers of TLS it speaks.
	SSLPolicy string `json:"SslPolicy,omitempty"`
	// DefaultActions are what happens to what no other rule of the listener takes, in their order.
	DefaultActions []Action `json:"DefaultActions,omitempty"`
}

// An Action is what a rule does with a request.
type Action struct {
	Type string `json:"Type"` // "forward", "redirect", "fixed-response", "authenticate-oidc", ...
	// TargetGroups are the ARNs of those to which it forwards, sorted.
	TargetGroups []string `json:"ForwardConfig.TargetGroups.TargetGroupArn,omitempty"`
	// RedirectProtocol and RedirectStatus are those of a redirection: "HTTPS" and "HTTP_301". "#{protocol}" is that of the request.
	RedirectProtocol string `json:"RedirectConfig.Protocol,omitempty"`
	RedirectStatus   string `json:"RedirectConfig.StatusCode,omitempty"`
}

// Type implements inventory.Resource.
func (*LoadBalancer) Type() *inventory.Type { return LoadBalancerType }

// Classify implements inventory.Resource.
func (*LoadBalancer) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.ELBV2LoadBalancer, Why: "DescribeLoadBalancers lists it"}
}
