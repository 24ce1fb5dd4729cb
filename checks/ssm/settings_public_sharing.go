package ssm

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// SettingsPublicSharing finds regions in which a document can be made public.
var SettingsPublicSharing = &checks.Check[ssm.Settings]{
	Meta: checks.Meta{
		ID: "ssm-settings-block-public-documents", Title: "Public sharing of documents is blocked", Duty: responsibility.AccessPolicy, Severity: checks.Critical, Since: "0.1",
		Why:  "Without the block one call, or one slip in the console, shows a document to all of AWS. With it that call fails, whoever makes it.",
		Fix:  "In each region: aws ssm update-service-setting --setting-id /ssm/documents/console/public-sharing-permission --setting-value Disable",
		Refs: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-7"},
	},
	Run: func(v *checks.View[ssm.Settings]) checks.Verdict {
		switch value, _ := checks.Read(v, v.Resource.PublicSharingPermission); value {
		case "Disable":
			return v.Pass("public-sharing-permission is Disable")
		case "Enable":
			return v.Fail("public-sharing-permission is Enable")
		default:
			return v.Unknown("public-sharing-permission is %q, which this build does not know", value)
		}
	},
	Cases: []checks.Case[ssm.Settings]{
		{Name: "blocked", Given: settings(inventory.Known("Disable"), inventory.Known("")), Want: checks.Pass},
		{Name: "open", Given: settings(inventory.Known("Enable"), inventory.Known("")), Want: checks.Fail},
		{Name: "denied", Given: settings(refused(), inventory.Known("")), Want: checks.Unknown},
		{Name: "unheardOf", Given: settings(inventory.Known("Perhaps"), inventory.Known("")), Want: checks.Unknown},
	},
}
