package ec2

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VolumeDefaultKey holds volumes to the key that the account chose for the region.
var VolumeDefaultKey = &checks.Check[ec2.Volume]{
	Meta: checks.Meta{
		ID: "ec2-volume-default-key", Title: "EBS volumes use the key that the region's settings name", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "An account that sets a default key of its own wants one place to see and to end access to its data. A volume under another key escapes that: its policy, its rotation and its deletion are another story.",
		Fix:  "Copy a snapshot of the volume with --kms-key-id and make a new volume of it, or accept the finding where the other key is meant.",
		Refs: []string{"https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html"},
	},
	With: []inventory.Want{settingsWith(ec2.GetEbsDefaultKmsKeyID)},
	Run:  defaultKey,
	Cases: []checks.Case[ec2.Volume]{
		{Name: "same", Given: volume(func(*ec2.Volume) {}), With: defaultKeyIs(caseKey), Want: checks.Pass},
		{Name: "other", Given: volume(func(*ec2.Volume) {}), With: defaultKeyIs("arn:aws:kms:eu-central-1:111122223333:key/99999999-2222-3333-4444-555555555555"), Want: checks.Fail},
		{Name: "noChoice", Given: volume(func(*ec2.Volume) {}), With: defaultKeyIs("alias/aws/ebs"), Want: checks.NotApplicable},
		{Name: "alias", Given: volume(func(*ec2.Volume) {}), With: defaultKeyIs("alias/data"), Want: checks.Unknown},
		{Name: "plain", Given: volume(func(v *ec2.Volume) { v.KMSKeyID = inventory.Known("") }), With: defaultKeyIs(caseKey), Want: checks.NotApplicable},
		{Name: "settingsDenied", Given: volume(func(*ec2.Volume) {}), With: []inventory.Resource{settings(func(s *ec2.Settings) { s.EBSDefaultKMSKeyID = denied[string](ec2.GetEbsDefaultKmsKeyID) })}, Want: checks.Unknown},
	},
}

func defaultKey(v *checks.View[ec2.Volume]) checks.Verdict {
	key, known := checks.Read(v, v.Resource.KMSKeyID)
	if !known || key == "" {
		return v.NotApplicable("the volume is not encrypted")
	}
	set, found := region(v, &v.Resource.Ref)
	if !found {
		return v.Unknown("the region's default key was not read")
	}
	want, _ := checks.Read(v, set.EBSDefaultKMSKeyID)
	switch {
	case strings.HasSuffix(want, "alias/aws/ebs"):
		return v.NotApplicable("the region's default is the key that AWS manages: the account chose none")
	case want == key || keyID(want) == keyID(key) && !strings.Contains(want, "alias/"):
		return v.Pass("KmsKeyId is the region's default")
	case strings.Contains(want, "alias/"):
		return v.Unknown("the region's default is %s, an alias; kms:ListAliases says whether it stands for %s", want, key)
	}
	return v.Fail("KmsKeyId is %s, and the region's default %s", key, want)
}

// keyID is the last part of a key's ARN, or the whole of a bare id.
func keyID(arn string) string {
	if _, id, ok := strings.Cut(arn, ":key/"); ok {
		return id
	}
	return arn
}

func defaultKeyIs(key string) []inventory.Resource {
	return []inventory.Resource{settings(func(s *ec2.Settings) { s.EBSDefaultKMSKeyID = inventory.Known(key) })}
}
