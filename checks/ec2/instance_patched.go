package ec2

import (
	"cmp"
	"time"

	"demarc/checks"
	"demarc/checks/eol"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstancePatched judges the guest's patching by what the services around it know: package patching says how.
var InstancePatched = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-os-patched", Title: "Instances run a supported operating system with its security updates installed", Duty: responsibility.OSPatch, Severity: checks.High, Since: "0.1",
		Why: "AWS patches the host, never the guest. Holes in a release without updates stay open for good, with exploits that anybody can download; so do those whose updates nobody installs.",
		Fix: "Move to an image of a supported release. For the updates themselves let Patch Manager install them (aws ssm create-association --name AWS-RunPatchBaseline --parameters Operation=Install --targets Key=InstanceIds,Values=INSTANCE --schedule-expression 'rate(7 days)'), and have Inspector look for what is missing (aws inspector2 enable --resource-types EC2).",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security.html",
			"https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager.html",
			"https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html",
			"https://docs.aws.amazon.com/inspector/latest/user/scanning-ec2.html",
		},
	},
	Reads: []*inventory.Call{ec2.DescribeInstanceImageMetadata},
	With:  patching.Wants(),
	Run:   patched,
	Cases: patchedCases(),
}

func patched(v *checks.View[ec2.Instance]) checks.Verdict {
	i := v.Resource
	details, _ := checks.Peek(v, i.PlatformDetails)
	e := patching.Gather(v, i.Region, i.ID, details, func() (eol.Image, *inventory.Gap) {
		name, gap := checks.Consult(v, i.ImageName)
		owner, noOwner := checks.Consult(v, i.ImageOwnerID)
		alias, noAlias := checks.Consult(v, i.ImageOwnerAlias)
		return eol.Image{Name: name, OwnerID: owner, OwnerAlias: alias, PlatformDetails: details}, cmp.Or(gap, noOwner, noAlias)
	})
	e.Stopped = halted(v)
	status, text := patching.Decide(e, v.Policy())
	switch status {
	case checks.Pass:
		return v.Pass("%s", text)
	case checks.Fail:
		return v.Fail("%s", text)
	}
	return v.Unknown("%s", text)
}

// halted says that an instance does not run and since when, or nothing.
func halted(v *checks.View[ec2.Instance]) string {
	state, _ := checks.Peek(v, v.Resource.State)
	if state != "stopped" && state != "stopping" {
		return ""
	}
	reason, _ := checks.Peek(v, v.Resource.StateTransitionReason)
	if at, ok := stoppedAt(reason); ok {
		return "stopped since " + at.Format(time.DateOnly)
	}
	return "stopped, and StateTransitionReason does not say since when"
}
