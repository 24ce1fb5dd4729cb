package ec2

import (
	"demarc/checks"
	"demarc/checks/ec2/volumes"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// SpotFleetEncrypted asks for encryption of the volumes that a Spot Fleet request makes. A region that encrypts by
// default does so whatever the request says.
var SpotFleetEncrypted = &checks.Check[ec2.SpotFleetRequest]{
	Meta: checks.Meta{
		ID: "ec2-spot-fleet-request-encrypted", Title: "Spot Fleet requests with launch parameters make encrypted volumes", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why: "A plain volume cannot be encrypted in place, and a fleet makes new ones whenever prices move.",
		Fix: "aws ec2 enable-ebs-encryption-by-default --region REGION, or a new request by a launch template with Encrypted true for every device; then aws ec2 cancel-spot-fleet-requests --spot-fleet-request-ids ID --terminate-instances.",
		Refs: []string{
			"https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-173",
		},
	},
	With: []inventory.Want{volumes.Wants},
	Run:  spotFleetEncrypted,
	Cases: append(volumes.Cases(spotFleet(yes()), spotFleet(no()), spotFleet(nil), spotFleetOf(ec2.SpotLaunch{ImageID: "ami-0aaa"})),
		checks.Case[ec2.SpotFleetRequest]{Name: "byTemplate", Given: spotFleetOf(), Want: checks.NotApplicable},
		checks.Case[ec2.SpotFleetRequest]{Name: "unread", Given: ec2.SpotFleetRequest{Ref: inventory.Ref{ID: "sfr-0aaa", Region: checks.CaseRegion}, LaunchSpecifications: inventory.FromPtr[[]ec2.SpotLaunch](nil)}, Want: checks.Unknown},
	),
}

func spotFleetEncrypted(v *checks.View[ec2.SpotFleetRequest]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.LaunchSpecifications)
	if len(list) == 0 {
		return v.NotApplicable("launch templates say what the request launches")
	}
	devices, open := 0, ""
	for _, l := range list {
		n, plain := plainDevice(l.BlockDevices)
		if devices += n; plain != "" {
			open = "a launch specification of " + l.ImageID + " does not encrypt " + plain
		}
	}
	return volumes.Encrypted(v, v.Resource.Region, "the request", devices, open)
}

func spotFleet(encrypted *bool) ec2.SpotFleetRequest {
	return spotFleetOf(ec2.SpotLaunch{ImageID: "ami-0aaa", BlockDevices: []ec2.TemplateDevice{{DeviceName: "/dev/xvda", Encrypted: encrypted}}})
}

func spotFleetOf(list ...ec2.SpotLaunch) ec2.SpotFleetRequest {
	return ec2.SpotFleetRequest{Ref: inventory.Ref{ID: "sfr-0aaa", Region: checks.CaseRegion}, SpotFleetRequestState: inventory.Known("active"), LaunchSpecifications: inventory.Known(list)}
}
