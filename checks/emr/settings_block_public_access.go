package emr

import (
	"fmt"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emr"
	"demarc/inventory/responsibility"
)

// SettingsBlockPublicAccess wants EMR to refuse clusters that are open to the internet.
var SettingsBlockPublicAccess = &checks.Check[emr.Settings]{
	Meta: checks.Meta{
		ID: "emr-settings-block-public-access", Title: "EMR refuses clusters whose security groups are open to the internet", Duty: responsibility.NetExposure, Severity: checks.Critical, Since: "0.1",
		Why:  "One security group rule for 0.0.0.0/0 gives the web interfaces of a cluster, and with them the nodes' role, to everybody. The block stops such a cluster before it starts, whoever starts it.",
		Fix:  "aws emr put-block-public-access-configuration --region REGION --block-public-access-configuration 'BlockPublicSecurityGroupRules=true,PermittedPublicSecurityGroupRuleRanges=[]'",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/emr-controls.html"},
	},
	Run: settingsBlockPublicAccess,
	Cases: []checks.Case[emr.Settings]{
		{Name: "all", Given: settings(true), Want: checks.Pass},
		{Name: "but_ssh", Given: settings(true, emr.PortRange{MinRange: 22, MaxRange: 22}), Want: checks.Pass},
		{Name: "but_hue", Given: settings(true, emr.PortRange{MinRange: 22, MaxRange: 22}, emr.PortRange{MinRange: 8888, MaxRange: 8890}), Want: checks.Fail},
		{Name: "off", Given: settings(false), Want: checks.Fail},
		{Name: "not_told", Given: emr.Settings{Ref: settings(true).Ref, BlockPublicSecurityGroupRules: inventory.FromPtr[bool](nil)}, Want: checks.Unknown},
	},
}

// settings are those of a region.
func settings(block bool, ranges ...emr.PortRange) emr.Settings {
	return emr.Settings{
		Ref:                           inventory.Ref{ID: checks.CaseRegion, Name: "EMR settings", Region: checks.CaseRegion},
		BlockPublicSecurityGroupRules: inventory.Known(block), PermittedRanges: inventory.Known(ranges),
	}
}

// settingsBlockPublicAccess allows port 22 as AWS's own default and standard do.
func settingsBlockPublicAccess(v *checks.View[emr.Settings]) checks.Verdict {
	block, _ := checks.Read(v, v.Resource.BlockPublicSecurityGroupRules)
	if !block {
		return v.Fail("BlockPublicSecurityGroupRules is false")
	}
	ranges, _ := checks.Read(v, v.Resource.PermittedRanges)
	var open []string
	for _, r := range ranges {
		if r.MinRange != 22 || r.MaxRange != 22 {
			open = append(open, fmt.Sprintf("%d-%d", r.MinRange, r.MaxRange))
		}
	}
	if len(open) > 0 {
		return v.Fail("BlockPublicSecurityGroupRules is true, but for ports %s", checks.First(open, 5))
	}
	if len(ranges) > 0 {
		return v.Pass("BlockPublicSecurityGroupRules is true, but for port 22")
	}
	return v.Pass("BlockPublicSecurityGroupRules is true, for every port")
}
