package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// HostMaintenance asks for the automatic move of instances when their host must be repaired.
var HostMaintenance = &checks.Check[ec2.Host]{
	Meta: checks.Meta{
		ID: "ec2-host-maintenance", Title: "Dedicated Hosts take part in host maintenance", Duty: responsibility.ResAvailability, Severity: checks.Low, Since: "0.1",
		Why:  "When a host degrades and maintenance is off, AWS sends a mail and waits 28 days; then it terminates the instances that nobody moved and releases the host.",
		Fix:  "aws ec2 modify-hosts --host-ids HOST --host-maintenance on",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-hosts-maintenance.html"},
	},
	Run: func(v *checks.View[ec2.Host]) checks.Verdict {
		if verdict, own := ownHost(v); !own {
			return verdict
		}
		if family, _ := checks.Read(v, v.Resource.InstanceFamily); macHost(family) {
			return v.NotApplicable("AWS does not maintain Mac hosts this way: HostProperties.InstanceFamily is %s", family)
		}
		if grouped, _ := checks.Read(v, v.Resource.LicenseManagerHost); grouped {
			return v.NotApplicable("hosts of a host resource group have no host maintenance")
		}
		if state, _ := checks.Read(v, v.Resource.HostMaintenance); state != "on" {
			return v.Fail("HostMaintenance is %s", state)
		}
		return v.Pass("HostMaintenance is on")
	},
	Cases: []checks.Case[ec2.Host]{
		{Name: "on", Given: host(func(h *ec2.Host) { h.HostMaintenance = inventory.Known("on") }), Want: checks.Pass},
		{Name: "off", Given: host(func(h *ec2.Host) { h.HostMaintenance = inventory.Known("off") }), Want: checks.Fail},
		{Name: "mac", Given: host(func(h *ec2.Host) { h.InstanceFamily = inventory.Known("mac1") }), Want: checks.NotApplicable},
		{Name: "hostResourceGroup", Given: host(func(h *ec2.Host) { h.LicenseManagerHost = inventory.Known(true) }), Want: checks.NotApplicable},
		{Name: "ofAnotherAccount", Given: host(func(h *ec2.Host) { h.OwnerID = inventory.Known(stranger) }), Want: checks.NotApplicable},
		{Name: "notAnswered", Given: host(func(*ec2.Host) {}), Want: checks.Unknown},
	},
}
