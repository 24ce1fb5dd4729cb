package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/kms"
	"demarc/inventory/responsibility"
)

// VolumeKeyUsable finds volumes that are about to be lost with their key.
var VolumeKeyUsable = &checks.Check[ec2.Volume]{
	Meta: checks.Meta{
		ID: "ec2-volume-key-usable", Title: "The keys of EBS volumes are enabled and stay", Duty: responsibility.KeyManagement, Severity: checks.High, Since: "0.1",
		Why:  "A volume that is attached keeps working when its key goes, because the host holds the data key. At the next stop, start or restore the volume cannot be opened again, and with a deleted key never.",
		Fix:  "aws kms cancel-key-deletion --key-id KEY and aws kms enable-key --key-id KEY; or move the data to a volume under another key while the volume is still attached.",
		Refs: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/unusable-kms-keys.html"},
	},
	With: []inventory.Want{keyStates},
	Run: func(v *checks.View[ec2.Volume]) checks.Verdict {
		key, known := checks.Read(v, v.Resource.KMSKeyID)
		if !known || key == "" {
			return v.NotApplicable("the volume is not encrypted")
		}
		return keyUsable(v, &v.Resource.Ref, key)
	},
	Cases: []checks.Case[ec2.Volume]{
		{Name: "enabled", Given: volume(func(*ec2.Volume) {}), With: keyIn("Enabled"), Want: checks.Pass},
		{Name: "pendingDeletion", Given: volume(func(*ec2.Volume) {}), With: keyIn("PendingDeletion"), Want: checks.Fail},
		{Name: "disabled", Given: volume(func(*ec2.Volume) {}), With: keyIn("Disabled"), Want: checks.Fail},
		{Name: "managedByAWS", Given: volume(func(*ec2.Volume) {}), With: managedKey(), Want: checks.NotApplicable},
		{Name: "aliasesDenied", Given: volume(func(*ec2.Volume) {}), With: unnamedKey("Enabled"), Want: checks.Unknown},
		{Name: "aliasesDeniedAndDeleted", Given: volume(func(*ec2.Volume) {}), With: unnamedKey("PendingDeletion"), Want: checks.Fail},
		{Name: "gone", Given: volume(func(*ec2.Volume) {}), Want: checks.Fail},
		{Name: "keysNotListed", Given: volume(func(*ec2.Volume) {}), Incomplete: []inventory.Kind{kms.KeyType.Kind}, Want: checks.Unknown},
		{Name: "ofAnotherAccount", Given: volume(func(v *ec2.Volume) { v.KMSKeyID = inventory.Known("arn:aws:kms:eu-central-1:999900001111:key/1") }), Want: checks.Unknown},
		{Name: "plain", Given: volume(func(v *ec2.Volume) { v.KMSKeyID = inventory.Known("") }), Want: checks.NotApplicable},
	},
}
