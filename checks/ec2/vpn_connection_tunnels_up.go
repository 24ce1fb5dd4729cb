package ec2

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPNConnectionTunnelsUp wants the second tunnel to be there when AWS takes the first down for maintenance.
var VPNConnectionTunnelsUp = &checks.Check[ec2.VPNConnection]{
	Meta: checks.Meta{
		ID: "ec2-vpn-connection-tunnels-up", Title: "Both tunnels of a VPN connection are up", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why: "AWS takes one tunnel at a time down to maintain it. With only one tunnel up, the encrypted way between the networks is gone for as long as that lasts.",
		Fix: "Configure the second tunnel on the customer gateway device (aws ec2 get-vpn-connection-device-sample-configuration), and read its log for why it does not come up.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-overview-vpn.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-20",
		},
	},
	Run: vpnTunnelsUp,
	Cases: []checks.Case[ec2.VPNConnection]{
		{Name: "both", Given: vpnTelemetry("available", "UP", "UP"), Want: checks.Pass},
		{Name: "one", Given: vpnTelemetry("available", "UP", "DOWN"), Want: checks.Fail},
		{Name: "none", Given: vpnTelemetry("available", "DOWN", "DOWN"), Want: checks.Fail},
		{Name: "oneReported", Given: vpnTelemetry("available", "UP"), Want: checks.Unknown},
		{Name: "deleted", Given: vpnTelemetry("deleted", "DOWN", "DOWN"), Want: checks.NotApplicable},
		{Name: "notRead", Given: vpnConnectionUnread(), Want: checks.Unknown},
	},
}

func vpnTunnelsUp(v *checks.View[ec2.VPNConnection]) checks.Verdict {
	if state, ok := checks.Read(v, v.Resource.State); ok && state != "available" {
		return v.NotApplicable("State is %s", state)
	}
	tunnels, _ := checks.Read(v, v.Resource.Telemetry)
	var down []string
	for _, t := range tunnels {
		if t.Status != "UP" {
			down = append(down, t.OutsideIPAddress)
		}
	}
	switch {
	case len(down) > 0:
		return v.Fail("%d of %d tunnels are not up: %s", len(down), len(tunnels), strings.Join(down, ", "))
	case len(tunnels) < 2:
		return v.Unknown("VgwTelemetry has %d tunnels, and a connection has two", len(tunnels))
	}
	return v.Pass("%d tunnels are up", len(tunnels))
}

func vpnTelemetry(state string, statuses ...string) ec2.VPNConnection {
	c := vpnConnection(state)
	var all []ec2.VPNTelemetry
	for i, s := range statuses {
		all = append(all, ec2.VPNTelemetry{OutsideIPAddress: []string{"203.0.113.90", "203.0.113.91"}[i], Status: s})
	}
	c.Telemetry = inventory.Known(all)
	return c
}
