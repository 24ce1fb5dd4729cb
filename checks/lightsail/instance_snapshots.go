package lightsail

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/lightsail"
	"demarc/inventory/responsibility"
)

// InstanceSnapshots wants automatic snapshots of instances.
var InstanceSnapshots = &checks.Check[lightsail.Instance]{
	Meta: checks.Meta{
		ID: "lightsail-instance-snapshots", Title: "Lightsail instances take automatic snapshots", Duty: responsibility.DataBackup, Severity: checks.Low, Since: "0.1",
		Why:  "A Lightsail instance is one machine with one disk. After an intrusion, a broken update or a deletion, a snapshot of yesterday is what can be put in its place.",
		Fix:  "aws lightsail enable-add-on --resource-name NAME --add-on-request 'addOnType=AutoSnapshot,autoSnapshotAddOnRequest={snapshotTimeOfDay=02:00}'",
		Refs: []string{"https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-configuring-automatic-snapshots.html"},
	},
	Run: func(v *checks.View[lightsail.Instance]) checks.Verdict {
		switch status, _ := checks.Read(v, v.Resource.AutoSnapshot); status {
		case "Enabled":
			return v.Pass("add-on AutoSnapshot is Enabled")
		case "":
			return v.Fail("the instance has no add-on AutoSnapshot")
		default:
			return v.Fail("add-on AutoSnapshot is %s", status)
		}
	},
	Cases: []checks.Case[lightsail.Instance]{
		{Name: "daily", Given: instance(), Want: checks.Pass},
		{Name: "disabled", Given: instance(func(i *lightsail.Instance) { i.AutoSnapshot = inventory.Known("Disabled") }), Want: checks.Fail},
		{Name: "never", Given: instance(func(i *lightsail.Instance) { i.AutoSnapshot = inventory.Known("") }), Want: checks.Fail},
		{Name: "not_told", Given: instance(func(i *lightsail.Instance) { i.AutoSnapshot = silent[string]() }), Want: checks.Unknown},
	},
}
