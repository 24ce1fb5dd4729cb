package ec2

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// HostUsed finds Dedicated Hosts that nothing runs on.
var HostUsed = &checks.Check[ec2.Host]{
	Meta: checks.Meta{
		ID: "ec2-host-in-use", Title: "Dedicated Hosts carry instances", Duty: responsibility.ResAvailability, Severity: checks.Low, Since: "0.1",
		Why:  "A host is paid for by the hour, whether or not anything runs on it. An empty one is often what an automation forgot, or the sign that instances meant for it started elsewhere, on shared tenancy.",
		Fix:  "aws ec2 release-hosts --host-ids HOST (a Mac host only after 24 hours), or place the instances that were meant for it.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-hosts-releasing.html"},
	},
	Run: hostUsed,
	Cases: []checks.Case[ec2.Host]{
		{Name: "used", Given: host(func(h *ec2.Host) { h.Instances = inventory.Known([]ec2.HostInstance{{InstanceID: "i-0aaa"}}) }), Want: checks.Pass},
		{Name: "empty", Given: host(func(h *ec2.Host) { h.Instances = inventory.Known([]ec2.HostInstance{}) }), Want: checks.Fail},
		{Name: "allocatedToday", Given: host(func(h *ec2.Host) {
			h.Instances, h.AllocationTime = inventory.Known([]ec2.HostInstance{}), inventory.Known(checks.CaseTime.Add(-time.Hour))
		}), Want: checks.NotApplicable},
		{Name: "ofAnotherAccount", Given: host(func(h *ec2.Host) { h.OwnerID = inventory.Known(stranger) }), Want: checks.NotApplicable},
		{Name: "notRead", Given: host(func(*ec2.Host) {}), Want: checks.Unknown},
	},
}

func hostUsed(v *checks.View[ec2.Host]) checks.Verdict {
	if verdict, own := ownHost(v); !own {
		return verdict
	}
	on, _ := checks.Read(v, v.Resource.Instances)
	if len(on) > 0 {
		return v.Pass("%d instances run on the host", len(on))
	}
	since, _ := checks.Read(v, v.Resource.AllocationTime)
	if v.Now().Sub(since) < 24*time.Hour {
		return v.NotApplicable("the host was allocated less than a day ago")
	}
	return v.Fail("no instance runs on the host, which is allocated since %s", since.Format(time.DateOnly))
}

// ownHost reports whether the account owns the host. What another account shares is that account's to set up; the
// verdict then says so.
func ownHost(v *checks.View[ec2.Host]) (checks.Verdict, bool) {
	owner, known := checks.Read(v, v.Resource.OwnerID)
	if known && owner != v.Account() {
		return v.NotApplicable("account %s owns the host and shares it", owner), false
	}
	return v.Unknown("the host's owner is not known"), known
}
