package ec2

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// The builders below make the resources of worked examples: complete enough to be classified, and otherwise with the
// facts that the example gives them.

// instance is a plain running instance.
func instance(change func(*ec2.Instance)) ec2.Instance {
	i := ec2.Instance{
		Ref:              inventory.Ref{ID: "i-0aaa", Region: checks.CaseRegion, Tags: inventory.Known(map[string]string{})},
		State:            inventory.Known("running"),
		InstanceType:     inventory.Known("m7i.large"),
		Tenancy:          inventory.Known("default"),
		AvailabilityZone: inventory.Known(checks.CaseRegion + "a"),
		OutpostARN:       inventory.Known(""),
		Operator:         inventory.Known(ec2.Operator{}),
		BareMetal:        inventory.Known(false),
	}
	change(&i)
	return i
}

// operated is an instance that a service operates, whose guest is AWS's.
func operated(change func(*ec2.Instance)) ec2.Instance {
	return instance(func(i *ec2.Instance) {
		i.Operator = inventory.Known(ec2.Operator{Managed: true, Principal: "ecs.amazonaws.com"})
		change(i)
	})
}

// settings are those of the examples' region, as a resource beside the judged one.
func settings(change func(*ec2.Settings)) *ec2.Settings {
	s := &ec2.Settings{Ref: inventory.Ref{ID: checks.CaseRegion, Account: checks.CaseAccount, Region: checks.CaseRegion}}
	change(s)
	return s
}

// host is a Dedicated Host of the account, in use since a year.
func host(change func(*ec2.Host)) ec2.Host {
	h := ec2.Host{
		Ref:                inventory.Ref{ID: "h-0aaa", Region: checks.CaseRegion},
		State:              inventory.Known("available"),
		OwnerID:            inventory.Known(checks.CaseAccount),
		AllocationTime:     inventory.Known(daysAgo(365)),
		InstanceFamily:     inventory.Known("m7i"),
		LicenseManagerHost: inventory.Known(false),
	}
	change(&h)
	return h
}

// volume is an encrypted volume, attached to an instance.
func volume(change func(*ec2.Volume)) ec2.Volume {
	v := ec2.Volume{
		Ref:         inventory.Ref{ID: "vol-0aaa", Region: checks.CaseRegion},
		State:       inventory.Known("in-use"),
		Encrypted:   inventory.Known(true),
		KMSKeyID:    inventory.Known(caseKey),
		CreateTime:  inventory.Known(daysAgo(100)),
		Attachments: inventory.Known([]ec2.Attachment{{InstanceID: "i-0aaa", Device: "/dev/xvda", State: "attached", DeleteOnTermination: yes()}}),
		Operator:    inventory.Known(ec2.Operator{}),
	}
	change(&v)
	return v
}

// snapshot is an encrypted snapshot that is shared with nobody.
func snapshot(change func(*ec2.Snapshot)) ec2.Snapshot {
	s := ec2.Snapshot{
		Ref:                     inventory.Ref{ID: "snap-0aaa", Region: checks.CaseRegion},
		State:                   inventory.Known("completed"),
		Encrypted:               inventory.Known(true),
		KMSKeyID:                inventory.Known(caseKey),
		VolumeID:                inventory.Known("vol-0aaa"),
		StartTime:               inventory.Known(daysAgo(1)),
		RestorableBy:            inventory.Known([]string{}),
		CreateVolumePermissions: inventory.Known([]ec2.VolumePermission{}),
	}
	change(&s)
	return s
}

// image is a private image of the account, made a month ago.
func image(change func(*ec2.Image)) ec2.Image {
	i := ec2.Image{
		Ref:               inventory.Ref{ID: "ami-0aaa", Region: checks.CaseRegion, Tags: inventory.Known(map[string]string{})},
		State:             inventory.Known("available"),
		Public:            inventory.Known(false),
		CreationDate:      inventory.Known(daysAgo(30).Format(time.RFC3339)),
		DeprecationTime:   inventory.Known(""),
		BlockDevices:      inventory.Known([]ec2.ImageDevice{{DeviceName: "/dev/xvda", SnapshotID: "snap-0aaa", Encrypted: yes()}}),
		LaunchPermissions: inventory.Known([]ec2.LaunchPermission{}),
	}
	change(&i)
	return i
}

// template is a launch template with one version.
func template(change func(*ec2.TemplateVersion)) ec2.LaunchTemplate {
	v := ec2.TemplateVersion{VersionNumber: 1, DefaultVersion: true, ImageID: "ami-0aaa", UserData: ec2.NoUserData}
	change(&v)
	return templateOf(v)
}

func templateOf(vs ...ec2.TemplateVersion) ec2.LaunchTemplate {
	return ec2.LaunchTemplate{
		Ref:      inventory.Ref{ID: "lt-0aaa", Region: checks.CaseRegion},
		Operator: inventory.Known(ec2.Operator{}),
		Versions: inventory.Known(vs),
	}
}

// The account that nobody trusts, and the key of the examples.
const (
	stranger = "999900001111"
	caseKey  = "arn:aws:kms:" + checks.CaseRegion + ":" + checks.CaseAccount + ":key/11111111-2222-3333-4444-555555555555"
)

// denied is a fact whose call was refused.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "UnauthorizedOperation", Needs: c.Needs})
}

func daysAgo(n int) time.Time { return checks.CaseTime.AddDate(0, 0, -n) }

func yes() *bool { b := true; return &b }
func no() *bool  { b := false; return &b }
