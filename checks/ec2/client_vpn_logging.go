package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// ClientVPNLogging wants to know who dialled in.
var ClientVPNLogging = &checks.Check[ec2.ClientVPNEndpoint]{
	Meta: checks.Meta{
		ID: "ec2-client-vpn-endpoint-logging", Title: "Client VPN endpoints log connections", Duty: responsibility.OpsLogging, Severity: checks.Low, Since: "0.1",
		Why: "Without the log nobody can say who was in the network, from where and for how long, when a stolen laptop or certificate turns up.",
		Fix: "aws ec2 modify-client-vpn-endpoint --client-vpn-endpoint-id ENDPOINT --connection-log-options Enabled=true,CloudwatchLogGroup=GROUP",
		Refs: []string{
			"https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-with-connection-logs.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-51",
		},
	},
	Run: func(v *checks.View[ec2.ClientVPNEndpoint]) checks.Verdict {
		switch status, _ := checks.Read(v, v.Resource.Status); status {
		case "deleting", "deleted":
			return v.NotApplicable("its status is %s", status)
		}
		if on, _ := checks.Read(v, v.Resource.LogEnabled); !on {
			return v.Fail("ConnectionLogOptions.Enabled is false")
		}
		return v.Pass("ConnectionLogOptions.Enabled is true")
	},
	Cases: []checks.Case[ec2.ClientVPNEndpoint]{
		{Name: "on", Given: clientVPN("available", true), Want: checks.Pass},
		{Name: "off", Given: clientVPN("available", false), Want: checks.Fail},
		{Name: "offBeforeItsFirstNetwork", Given: clientVPN("pending-associate", false), Want: checks.Fail},
		{Name: "deleted", Given: clientVPN("deleted", false), Want: checks.NotApplicable},
		{Name: "notRead", Given: ec2.ClientVPNEndpoint{Ref: inventory.Ref{ID: "cvpn-endpoint-0aaa", Region: checks.CaseRegion}, Status: inventory.Known("available")}, Want: checks.Unknown},
	},
}

// clientVPN is a Client VPN endpoint.
func clientVPN(status string, logs bool) ec2.ClientVPNEndpoint {
	return ec2.ClientVPNEndpoint{
		Ref: inventory.Ref{ID: "cvpn-endpoint-0aaa", Region: checks.CaseRegion}, Status: inventory.Known(status), LogEnabled: inventory.Known(logs),
	}
}
