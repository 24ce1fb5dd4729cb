package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ssm"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// SettingsType describes the account's settings of Systems Manager in a region. Every region has them, so that nothing
// lists them.
var SettingsType = inventory.Describe[Settings]("ssm.settings", GetServiceSetting).Of(responsibility.AWSAccount)

// Settings are what an account sets once in a region for Systems Manager. Its ID is the region's name, and it has
// neither ARN nor tags. AWS answers its own default where the account set nothing.
type Settings struct {
	inventory.Ref

	// PublicSharingPermission is Enable when documents may be shared with everybody, and Disable when that is blocked.
	PublicSharingPermission inventory.Fact[string] `json:"/ssm/documents/console/public-sharing-permission,omitzero"`
	// ScriptLogDestination is CloudWatch when the output of the scripts in runbooks is logged; empty when it is not.
	ScriptLogDestination inventory.Fact[string] `json:"/ssm/automation/customer-script-log-destination,omitzero"`
}

// The ids of the settings (API reference, GetServiceSetting).
const (
	settingPublicSharing = "/ssm/documents/console/public-sharing-permission"
	settingScriptLog     = "/ssm/automation/customer-script-log-destination"
)

// Type implements inventory.Resource.
func (*Settings) Type() *inventory.Type { return SettingsType }

// Classify implements inventory.Resource.
func (*Settings) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "Systems Manager's settings of the account in a region"}
}

// SettingsCollector brings the settings of a region, one call for each.
var SettingsCollector = &collect.Collector{
	Types:   []*inventory.Type{SettingsType},
	Lists:   []*inventory.Call{GetServiceSetting},
	Collect: collectSettings,
}

func collectSettings(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	x := &Settings{Ref: inventory.Ref{ID: s.Region, Name: "Systems Manager settings", Account: s.Account, Region: s.Region}}
	ask := func(id string) inventory.Fact[string] {
		out, err := client.GetServiceSetting(ctx, &sdk.GetServiceSettingInput{SettingId: &id})
		if err != nil {
			return collect.Answer(s, GetServiceSetting, "", err)
		}
		switch x := out.ServiceSetting; {
		case x == nil:
			return inventory.FromPtr[string](nil)
		case x.SettingValue == nil && aws.ToString(x.Status) == "Default":
			return inventory.Known("") // a default of nothing (API reference, ServiceSetting)
		default:
			return inventory.FromPtr(x.SettingValue)
		}
	}
	x.PublicSharingPermission, x.ScriptLogDestination = ask(settingPublicSharing), ask(settingScriptLog)
	s.Emit(x)
	return ctx.Err()
}
