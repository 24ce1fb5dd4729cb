package ec2

import (
	"slices"
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// youngVolume is how old a volume must be before it should have been backed up.
const youngVolume = 7 * 24 * time.Hour

// snapshotsOf finds the snapshots of a volume.
var snapshotsOf = &checks.Index[ec2.Snapshot]{Keys: func(s *ec2.Snapshot) inventory.Fact[[]string] {
	id, gap := s.VolumeID.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	return inventory.Known([]string{id})
}}

// VolumeSnapshot asks for a snapshot. Backups of other kinds, inside the guest, do not show in EC2.
var VolumeSnapshot = &checks.Check[ec2.Volume]{
	Meta: checks.Meta{
		ID: "ec2-volume-has-snapshot", Title: "EBS volumes in use have a snapshot", Duty: responsibility.DataBackup, Severity: checks.Low, Since: "0.1",
		Why:  "A volume lives in one Availability Zone and dies with a wrong command. Without a snapshot there is nothing to restore.",
		Fix:  "aws ec2 create-snapshot --volume-id VOLUME now, and a plan for later ones: aws backup create-backup-plan, or aws dlm create-default-policy.",
		Refs: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/ebs-snapshots.html"},
	},
	With: []inventory.Want{{Type: ec2.SnapshotType}},
	Run:  hasSnapshot,
	Cases: []checks.Case[ec2.Volume]{
		{Name: "one", Given: volume(func(*ec2.Volume) {}), With: withSnapshot(func(*ec2.Snapshot) {}), Want: checks.Pass},
		{Name: "none", Given: volume(func(*ec2.Volume) {}), Want: checks.Fail},
		{Name: "onlyAFailedOne", Given: volume(func(*ec2.Volume) {}), With: withSnapshot(func(s *ec2.Snapshot) { s.State = inventory.Known("error") }), Want: checks.Fail},
		{Name: "ofAnotherVolume", Given: volume(func(*ec2.Volume) {}), With: withSnapshot(func(s *ec2.Snapshot) { s.VolumeID = inventory.Known("vol-0bbb") }), Want: checks.Fail},
		{Name: "young", Given: volume(func(v *ec2.Volume) { v.CreateTime = inventory.Known(daysAgo(2)) }), Want: checks.NotApplicable},
		{Name: "detached", Given: detached(daysAgo(90)), Want: checks.NotApplicable},
		{Name: "managed", Given: volume(func(v *ec2.Volume) {
			v.Operator = inventory.Known(ec2.Operator{Managed: true, Principal: "eks.amazonaws.com"})
		}), Want: checks.NotApplicable},
		{Name: "snapshotsNotListed", Given: volume(func(*ec2.Volume) {}), Incomplete: []inventory.Kind{ec2.SnapshotType.Kind}, Want: checks.Unknown},
	},
}

func hasSnapshot(v *checks.View[ec2.Volume]) checks.Verdict {
	if operator, _ := checks.Read(v, v.Resource.Operator); operator.Managed {
		return v.NotApplicable("%s manages the volume", operator.Principal)
	}
	if uses, _ := checks.Read(v, v.Resource.Attachments); len(uses) == 0 {
		return v.NotApplicable("the volume is attached to nothing")
	}
	if created, _ := checks.Read(v, v.Resource.CreateTime); v.Now().Sub(created) < youngVolume {
		return v.NotApplicable("the volume is younger than a week")
	}
	var last time.Time
	for _, s := range checks.Referrers(v, snapshotsOf, v.Resource.ID) {
		state, _ := checks.Read(v, s.State)
		at, _ := checks.Read(v, s.StartTime)
		if state == "completed" && at.After(last) {
			last = at
		}
	}
	if last.IsZero() {
		return v.Fail("no completed snapshot of the volume exists")
	}
	return v.Pass("the last snapshot was begun on %s", last.Format(time.DateOnly))
}

func withSnapshot(changes ...func(*ec2.Snapshot)) []inventory.Resource {
	var out []inventory.Resource
	for change := range slices.Values(changes) {
		s := snapshot(change)
		s.Account = checks.CaseAccount
		out = append(out, &s)
	}
	return out
}
