package ec2

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPNConnectionIKEv2 wants the current key exchange alone.
var VPNConnectionIKEv2 = &checks.Check[ec2.VPNConnection]{
	Meta: checks.Meta{
		ID: "ec2-vpn-connection-ikev2", Title: "VPN connections permit IKEv2 only", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why: "IKEv1 is retired: it shows identities to listeners, lets pre-shared keys be guessed offline in its aggressive mode, and gets no new ciphers. A tunnel that permits both may be talked down to it.",
		Fix: "aws ec2 modify-vpn-tunnel-options --vpn-connection-id VPN --vpn-tunnel-outside-ip-address IP --tunnel-options 'IKEVersions=[{Value=ikev2}]', one tunnel at a time.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-183",
		},
	},
	Run: func(v *checks.View[ec2.VPNConnection]) checks.Verdict {
		return tunnels(v, "permits IKEv1", "permits IKEv2 only", func(t ec2.VPNTunnel) bool {
			// A tunnel without a choice of its own has the default, which is both versions.
			return len(t.IKEVersions) > 0 && !slices.Contains(t.IKEVersions, "ikev1")
		})
	},
	Cases: []checks.Case[ec2.VPNConnection]{
		{Name: "both", Given: vpnConnection("available", ec2.VPNTunnel{OutsideIPAddress: "203.0.113.90", IKEVersions: []string{"ikev2"}}, ec2.VPNTunnel{OutsideIPAddress: "203.0.113.91", IKEVersions: []string{"ikev2"}}), Want: checks.Pass},
		{Name: "one", Given: vpnConnection("available", ec2.VPNTunnel{OutsideIPAddress: "203.0.113.90", IKEVersions: []string{"ikev2"}}, ec2.VPNTunnel{OutsideIPAddress: "203.0.113.91", IKEVersions: []string{"ikev1", "ikev2"}}), Want: checks.Fail},
		{Name: "unset", Given: vpnConnection("available", ec2.VPNTunnel{OutsideIPAddress: "203.0.113.90"}), Want: checks.Fail},
		{Name: "deleted", Given: vpnConnection("deleted", ec2.VPNTunnel{OutsideIPAddress: "203.0.113.90"}), Want: checks.NotApplicable},
		{Name: "tunnelsNotRead", Given: vpnConnectionUnread(), Want: checks.Unknown},
	},
}

// tunnels judges each tunnel of a connection that exists.
func tunnels(v *checks.View[ec2.VPNConnection], bad, good string, fine func(ec2.VPNTunnel) bool) checks.Verdict {
	switch state, _ := checks.Read(v, v.Resource.State); state {
	case "deleting", "deleted":
		return v.NotApplicable("its state is %s", state)
	}
	ts, _ := checks.Read(v, v.Resource.Tunnels)
	var wrong []string
	for _, t := range ts {
		if !fine(t) {
			wrong = append(wrong, t.OutsideIPAddress)
		}
	}
	if len(wrong) > 0 {
		return v.Fail("the tunnel at %s %s", few(wrong), bad)
	}
	return v.Pass("each of its %d tunnels %s", len(ts), good)
}

// vpnConnection is a VPN connection with tunnels.
func vpnConnection(state string, ts ...ec2.VPNTunnel) ec2.VPNConnection {
	return ec2.VPNConnection{
		Ref: inventory.Ref{ID: "vpn-0aaa", Region: checks.CaseRegion}, State: inventory.Known(state), Tunnels: inventory.Known(ts),
	}
}

// vpnConnectionUnread is a VPN connection whose options were not answered.
func vpnConnectionUnread() ec2.VPNConnection {
	return ec2.VPNConnection{Ref: inventory.Ref{ID: "vpn-0aaa", Region: checks.CaseRegion}, State: inventory.Known("available")}
}
