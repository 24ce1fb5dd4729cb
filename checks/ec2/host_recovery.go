package ec2

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// HostRecovery asks for the automatic restart of instances when their host breaks down.
var HostRecovery = &checks.Check[ec2.Host]{
	Meta: checks.Meta{
		ID: "ec2-host-recovery", Title: "Dedicated Hosts recover automatically", Duty: responsibility.ResAvailability, Severity: checks.Medium, Since: "0.1",
		Why:  "AWS replaces a broken server, but on a Dedicated Host it moves your instances only if you asked for it. Otherwise they stay down until somebody notices.",
		Fix:  "aws ec2 modify-hosts --host-ids HOST --host-recovery on",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-hosts-recovery.html"},
	},
	Run: func(v *checks.View[ec2.Host]) checks.Verdict {
		if verdict, own := ownHost(v); !own {
			return verdict
		}
		family, _ := checks.Read(v, v.Resource.InstanceFamily)
		if macHost(family) {
			return v.NotApplicable("AWS does not recover Mac hosts: HostProperties.InstanceFamily is %s", family)
		}
		if state, _ := checks.Read(v, v.Resource.HostRecovery); state != "on" {
			return v.Fail("HostRecovery is %s", state)
		}
		return v.Pass("HostRecovery is on")
	},
	Cases: []checks.Case[ec2.Host]{
		{Name: "on", Given: host(func(h *ec2.Host) { h.HostRecovery = inventory.Known("on") }), Want: checks.Pass},
		{Name: "off", Given: host(func(h *ec2.Host) { h.HostRecovery = inventory.Known("off") }), Want: checks.Fail},
		{Name: "mac", Given: host(func(h *ec2.Host) { h.InstanceFamily = inventory.Known("mac2-m2") }), Want: checks.NotApplicable},
		{Name: "ofAnotherAccount", Given: host(func(h *ec2.Host) { h.OwnerID = inventory.Known(stranger) }), Want: checks.NotApplicable},
		{Name: "notAnswered", Given: host(func(*ec2.Host) {}), Want: checks.Unknown},
	},
}

// macHost tells the families of Mac hosts: mac1, mac2, mac2-m2pro, mac-m4.
func macHost(family string) bool { return strings.HasPrefix(family, "mac") }
