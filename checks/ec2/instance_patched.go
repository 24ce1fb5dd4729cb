package ec2

import (
	"demarc/checks"
	"demarc/checks/eol"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// patchEvidence is what shows that updates are installed. EC2 itself never sees into the guest.
const patchEvidence = "the patch state that Systems Manager (ssm:DescribeInstancePatchStates) or Inspector (inspector2:ListFindings) has of the instance"

// InstancePatched judges the guest's patching as far as EC2 alone can: it refutes it for a release that gets no
// updates any more, and otherwise says what would decide.
var InstancePatched = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-os-patched", Title: "Instances run a supported operating system with its security updates installed", Duty: responsibility.OSPatch, Severity: checks.High, Since: "0.1",
		Why: "AWS patches the host, never the guest. Holes in a release without updates stay open for good, with exploits that anybody can download.",
		Fix: "Move to an image of a supported release. For the updates themselves let Patch Manager install them (aws ssm create-association --name AWS-RunPatchBaseline ...), and have Inspector look for what is missing.",
		Refs: []string{
			"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security.html",
			"https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager.html",
		},
	},
	Reads:     []*inventory.Call{ec2.DescribeInstanceImageMetadata},
	Undecided: patchEvidence,
	Run:       patched,
	Cases: []checks.Case[ec2.Instance]{
		{Name: "releaseEnded", Given: ofImage("ubuntu/images/hvm-ssd/ubuntu-trusty-14.04-amd64-server-20190514", "099720109477", "amazon"), Want: checks.Fail},
		{Name: "supported", Given: ofImage("al2023-ami-2023.9.20261001.0-kernel-6.12-x86_64", "137112412989", "amazon"), Want: checks.Unknown},
		{Name: "endedByNameAlone", Given: ofImage("ubuntu/images/hvm-ssd/ubuntu-trusty-14.04-amd64-server-20190514", stranger, ""), Want: checks.Unknown},
		{Name: "ownImage", Given: ofImage("golden-7", checks.CaseAccount, ""), Want: checks.Unknown},
		{Name: "denied", Given: instance(func(i *ec2.Instance) { i.ImageName = denied[string](ec2.DescribeInstanceImageMetadata) }), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}

func patched(v *checks.View[ec2.Instance]) checks.Verdict {
	i := v.Resource
	name, _ := checks.Read(v, i.ImageName)
	owner, _ := checks.Read(v, i.ImageOwnerID)
	alias, _ := checks.Read(v, i.ImageOwnerAlias)
	details, _ := checks.Peek(v, i.PlatformDetails) // refines a name, and is not needed to refute one
	os, published := eol.FromImage(eol.Image{Name: name, OwnerID: owner, OwnerAlias: alias, PlatformDetails: details})
	status := eol.At(os, v.Now())
	switch {
	case status.State == eol.Ended && published:
		return v.Fail("%s (by its image %q)", status.Reason, name)
	case status.State == eol.Ended:
		return v.Unknown("%s, if the name of image %q can be believed: its owner %s is not the publisher; to be decided by %s", status.Reason, name, owner, patchEvidence)
	case status.State == eol.Extended && eol.ExtensionProven(os, details):
		return v.Unknown("%s, which PlatformDetails shows to be bought; whether they are installed is decided by %s", status.Reason, patchEvidence)
	case status.State == eol.Unknown:
		return v.Unknown("%s (image %q); to be decided by %s", status.Reason, name, patchEvidence)
	}
	return v.Unknown("%s; whether they are installed is decided by %s", status.Reason, patchEvidence)
}

// ofImage is an instance of an image.
func ofImage(name, owner, alias string) ec2.Instance {
	return instance(func(i *ec2.Instance) {
		i.ImageID, i.PlatformDetails = inventory.Known("ami-0aaa"), inventory.Known("Linux/UNIX")
		i.ImageName, i.ImageOwnerID, i.ImageOwnerAlias = inventory.Known(name), inventory.Known(owner), inventory.Known(alias)
		i.ImageIsPublic = inventory.Known(owner != checks.CaseAccount)
	})
}
