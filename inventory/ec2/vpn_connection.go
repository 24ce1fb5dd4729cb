package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A VPNConnection is a Site-to-Site VPN of two tunnels. The answer holds its pre-shared keys, in the tunnels' options
// and in CustomerGatewayConfiguration: neither is kept.
type VPNConnection struct {
	inventory.Ref
	// State is "available" while the connection exists.
	State   inventory.Fact[string]      `json:"State,omitzero"`
	Tunnels inventory.Fact[[]VPNTunnel] `json:"Options.TunnelOptions,omitzero"`
	// Telemetry says which tunnels carry traffic.
	Telemetry inventory.Fact[[]VPNTelemetry] `json:"VgwTelemetry,omitzero"`
}

// VPNTelemetry is the state of one tunnel, as AWS's end sees it.
type VPNTelemetry struct {
	OutsideIPAddress string `json:"OutsideIpAddress,omitempty"`
	Status           string `json:"Status,omitempty"` // UP or DOWN
	StatusMessage    string `json:"StatusMessage,omitempty"`
}

// A VPNTunnel is one tunnel of a VPN connection.
type VPNTunnel struct {
	OutsideIPAddress string `json:"OutsideIpAddress,omitempty"`
	// IKEVersions are those that are permitted; none stands for the default, which is both.
	IKEVersions []string `json:"IkeVersions,omitempty"`
	// LogEnabled says whether the tunnel's activity goes to CloudWatch Logs. The default is false.
	LogEnabled bool `json:"LogOptions.CloudWatchLogOptions.LogEnabled"`
}

// VPNConnectionType describes VPNConnection.
var VPNConnectionType = inventory.Describe[VPNConnection]("ec2.vpn_connection", DescribeVpnConnections).Of(responsibility.EC2VPC)

// Type implements inventory.Resource.
func (*VPNConnection) Type() *inventory.Type { return VPNConnectionType }

// Classify implements inventory.Resource. The matrix has no row of its own for the way into a VPC: its duties are
// those of a VPC.
func (*VPNConnection) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2VPC, Why: "a VPN connection is a way into a VPC"}
}

// VPNConnectionCollector lists VPN connections. The operation has no pages.
var VPNConnectionCollector = &collect.Collector{
	Types:   []*inventory.Type{VPNConnectionType},
	Lists:   []*inventory.Call{DescribeVpnConnections},
	Collect: collectVPNConnections,
}

func collectVPNConnections(ctx context.Context, s *collect.Scan) error {
	out, err := sdk.NewFromConfig(s.Config()).DescribeVpnConnections(ctx, &sdk.DescribeVpnConnectionsInput{})
	if err != nil {
		return err
	}
	for _, x := range out.VpnConnections {
		id, ok := identified(s, VPNConnectionType, x.VpnConnectionId)
		if !ok {
			continue
		}
		c := &VPNConnection{
			Ref:       tagged(s.Ref(id, "ec2", "vpn-connection/"+id), x.Tags),
			State:     inventory.FromEnum(x.State),
			Tunnels:   inventory.FromPtr[[]VPNTunnel](nil),
			Telemetry: inventory.FromPtr[[]VPNTelemetry](nil),
		}
		if len(x.VgwTelemetry) > 0 {
			c.Telemetry = listed(x.VgwTelemetry, func(t types.VgwTelemetry) VPNTelemetry {
				return VPNTelemetry{aws.ToString(t.OutsideIpAddress), string(t.Status), aws.ToString(t.StatusMessage)}
			})
		}
		// Every connection has two tunnels, so an answer without any is no answer.
		if x.Options != nil && len(x.Options.TunnelOptions) > 0 {
			c.Tunnels = listed(x.Options.TunnelOptions, newVPNTunnel)
		}
		s.Emit(c)
	}
	return nil
}

func newVPNTunnel(x types.TunnelOption) VPNTunnel {
	t := VPNTunnel{OutsideIPAddress: aws.ToString(x.OutsideIpAddress)}
	for _, v := range x.IkeVersions {
		t.IKEVersions = append(t.IKEVersions, aws.ToString(v.Value))
	}
	if l := x.LogOptions; l != nil && l.CloudWatchLogOptions != nil {
		t.LogEnabled = aws.ToBool(l.CloudWatchLogOptions.LogEnabled)
	}
	return t
}
