package ec2

import (
	"cmp"
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VolumeAttached finds volumes that nothing uses.
var VolumeAttached = &checks.Check[ec2.Volume]{
	Meta: checks.Meta{
		ID: "ec2-volume-attached", Title: "EBS volumes are attached to something", Duty: responsibility.DataClassification, Severity: checks.Low, Since: "0.1",
		Why:  "A volume that was left behind is a copy of data that nobody owns any more. It is not patched out of anything, not watched, and readable by everybody who may attach it.",
		Fix:  "aws ec2 create-snapshot --volume-id VOLUME if the data may be needed, then aws ec2 delete-volume --volume-id VOLUME",
		Refs: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html"},
	},
	Run: func(v *checks.View[ec2.Volume]) checks.Verdict {
		if operator, _ := checks.Read(v, v.Resource.Operator); operator.Managed {
			return v.NotApplicable("%s manages the volume", operator.Principal)
		}
		uses, _ := checks.Read(v, v.Resource.Attachments)
		if len(uses) > 0 {
			return v.Pass("the volume is attached to %s", cmp.Or(uses[0].InstanceID, uses[0].InstanceOwningService, "something"))
		}
		created, _ := checks.Read(v, v.Resource.CreateTime)
		if v.Now().Sub(created) < 24*time.Hour {
			return v.NotApplicable("the volume was created less than a day ago")
		}
		return v.Fail("the volume has no attachment; it was created on %s", created.Format(time.DateOnly))
	},
	Cases: []checks.Case[ec2.Volume]{
		{Name: "attached", Given: volume(func(*ec2.Volume) {}), Want: checks.Pass},
		{Name: "leftBehind", Given: detached(daysAgo(90)), Want: checks.Fail},
		{Name: "justMade", Given: detached(checks.CaseTime.Add(-time.Hour)), Want: checks.NotApplicable},
		{Name: "managed", Given: volume(func(v *ec2.Volume) {
			v.Operator = inventory.Known(ec2.Operator{Managed: true, Principal: "eks.amazonaws.com"})
		}), Want: checks.NotApplicable},
		{Name: "ageNotAnswered", Given: volume(func(v *ec2.Volume) {
			v.Attachments, v.CreateTime = inventory.Known([]ec2.Attachment{}), inventory.FromPtr[time.Time](nil)
		}), Want: checks.Unknown},
	},
}

func detached(created time.Time) ec2.Volume {
	return volume(func(v *ec2.Volume) {
		v.State, v.Attachments, v.CreateTime = inventory.Known("available"), inventory.Known([]ec2.Attachment{}), inventory.Known(created)
	})
}
