package ec2

import (
	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPNConnectionLogging wants the tunnels' negotiations on record.
var VPNConnectionLogging = &checks.Check[ec2.VPNConnection]{
	Meta: checks.Meta{
		ID: "ec2-vpn-connection-logging", Title: "VPN connections log their tunnels' activity", Duty: responsibility.OpsLogging, Severity: checks.Low, Since: "0.1",
		Why: "Failed negotiations are the only trace of somebody who tries keys on the tunnel, and the only help when it does not come up again.",
		Fix: "aws ec2 modify-vpn-tunnel-options --vpn-connection-id VPN --vpn-tunnel-outside-ip-address IP --tunnel-options 'LogOptions={CloudWatchLogOptions={LogEnabled=true,LogGroupArn=ARN}}', one tunnel at a time.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-171",
		},
	},
	Run: func(v *checks.View[ec2.VPNConnection]) checks.Verdict {
		return tunnels(v, "does not log", "logs to CloudWatch Logs", func(t ec2.VPNTunnel) bool { return t.LogEnabled })
	},
	Cases: []checks.Case[ec2.VPNConnection]{
		{Name: "both", Given: vpnConnection("available", ec2.VPNTunnel{OutsideIPAddress: "203.0.113.90", LogEnabled: true}, ec2.VPNTunnel{OutsideIPAddress: "203.0.113.91", LogEnabled: true}), Want: checks.Pass},
		{Name: "one", Given: vpnConnection("available", ec2.VPNTunnel{OutsideIPAddress: "203.0.113.90", LogEnabled: true}, ec2.VPNTunnel{OutsideIPAddress: "203.0.113.91"}), Want: checks.Fail},
		{Name: "deleted", Given: vpnConnection("deleted", ec2.VPNTunnel{OutsideIPAddress: "203.0.113.90"}), Want: checks.NotApplicable},
		{Name: "tunnelsNotRead", Given: vpnConnectionUnread(), Want: checks.Unknown},
	},
}
