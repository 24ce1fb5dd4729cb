// Package volumes holds what the checks of several services ask of what launches EBS volumes, be it a launch template, a
// Spot Fleet request or a launch configuration: is every volume encrypted, by its own word or by the region's? A region
// that encrypts by default does so whatever is launched (Amazon EBS user guide, "Enable Amazon EBS encryption by default").
package volumes

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
)

// Wants is what a check that runs Encrypted looks at beside its resource.
var Wants = inventory.Want{Type: ec2.SettingsType, Calls: []*inventory.Call{ec2.GetEbsEncryptionByDefault}}

// Encrypted judges what launches volumes by how many devices it names and which of them is open, and that by what the
// region does with new volumes.
func Encrypted[T any](v *checks.View[T], region, what string, devices int, open string) checks.Verdict {
	switch {
	case devices == 0:
		return v.NotApplicable("%s has no EBS device of its own: the image's devices decide", what)
	case open == "":
		return v.Pass("Encrypted is true for every EBS device")
	}
	set, found := checks.Find[ec2.Settings](v, region, region)
	if !found {
		return v.Unknown("the region's encryption default was not read")
	}
	if byDefault, _ := checks.Read(v, set.EBSEncryptionByDefault); !byDefault {
		return v.Fail("%s, and the region does not encrypt by default", open)
	}
	return v.Pass("%s, but the region encrypts every new volume", open)
}

// Cases are worked examples of a check that runs Encrypted: what says that its volume is encrypted, what says that it is
// not, what leaves it open, and what has no volume.
func Cases[T any](encrypted, plain, open, none T) []checks.Case[T] {
	byDefault := func(is inventory.Fact[bool]) []inventory.Resource {
		return []inventory.Resource{&ec2.Settings{Ref: inventory.Ref{ID: checks.CaseRegion, Account: checks.CaseAccount, Region: checks.CaseRegion}, EBSEncryptionByDefault: is}}
	}
	on, off := byDefault(inventory.Known(true)), byDefault(inventory.Known(false))
	denied := byDefault(inventory.Missing[bool](&inventory.Gap{
		Class: inventory.Denied, Call: ec2.GetEbsEncryptionByDefault.String(), Region: checks.CaseRegion, Code: "UnauthorizedOperation", Needs: ec2.GetEbsEncryptionByDefault.Needs,
	}))
	return []checks.Case[T]{
		{Name: "encrypted", Given: encrypted, Want: checks.Pass},
		{Name: "plain", Given: plain, With: off, Want: checks.Fail},
		{Name: "plainAndDefault", Given: plain, With: on, Want: checks.Pass},
		{Name: "open", Given: open, With: off, Want: checks.Fail},
		{Name: "openAndDefault", Given: open, With: on, Want: checks.Pass},
		{Name: "noDevice", Given: none, Want: checks.NotApplicable},
		{Name: "defaultDenied", Given: open, With: denied, Want: checks.Unknown},
		{Name: "defaultNotThere", Given: open, Want: checks.Unknown},
	}
}
