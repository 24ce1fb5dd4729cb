package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VolumeDeleteOnTermination finds volumes that will outlive their instance. For data volumes that is often meant.
var VolumeDeleteOnTermination = &checks.Check[ec2.Volume]{
	Meta: checks.Meta{
		ID: "ec2-volume-delete-on-termination", Title: "EBS volumes are deleted with their instance", Duty: responsibility.DataClassification, Severity: checks.Informational, Since: "0.1",
		Why:  "A volume that stays when its instance is terminated becomes a copy of data that nobody owns. Where it is to stay, that should be a decision.",
		Fix:  "aws ec2 modify-instance-attribute --instance-id INSTANCE --block-device-mappings '[{\"DeviceName\":\"DEVICE\",\"Ebs\":{\"DeleteOnTermination\":true}}]'",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/preserving-volumes-on-termination.html"},
	},
	Run: func(v *checks.View[ec2.Volume]) checks.Verdict {
		if operator, _ := checks.Read(v, v.Resource.Operator); operator.Managed {
			return v.NotApplicable("%s manages the volume", operator.Principal)
		}
		uses, _ := checks.Read(v, v.Resource.Attachments)
		asked := 0
		for _, a := range uses {
			switch {
			case a.InstanceOwningService != "":
				continue
			case a.DeleteOnTermination == nil:
				return v.Unknown("the attachment to %s does not say DeleteOnTermination", a.InstanceID)
			case !*a.DeleteOnTermination:
				return v.Fail("the volume stays when instance %s is terminated: DeleteOnTermination is false", a.InstanceID)
			}
			asked++
		}
		if asked == 0 {
			return v.NotApplicable("the volume is attached to no instance of the account")
		}
		return v.Pass("DeleteOnTermination is true")
	},
	Cases: []checks.Case[ec2.Volume]{
		{Name: "deleted", Given: volume(func(*ec2.Volume) {}), Want: checks.Pass},
		{Name: "kept", Given: attachedAs(ec2.Attachment{InstanceID: "i-0aaa", DeleteOnTermination: no()}), Want: checks.Fail},
		{Name: "notAnswered", Given: attachedAs(ec2.Attachment{InstanceID: "i-0aaa"}), Want: checks.Unknown},
		{Name: "ofAService", Given: attachedAs(ec2.Attachment{InstanceOwningService: "workspaces.amazonaws.com"}), Want: checks.NotApplicable},
		{Name: "detached", Given: detached(daysAgo(90)), Want: checks.NotApplicable},
	},
}

func attachedAs(a ec2.Attachment) ec2.Volume {
	return volume(func(v *ec2.Volume) { v.Attachments = inventory.Known([]ec2.Attachment{a}) })
}
