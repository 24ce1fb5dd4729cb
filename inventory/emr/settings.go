package emr

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/emr"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// Settings are what an account sets once in a region for EMR. Its ID is the region's name, and it has neither ARN nor
// tags.
type Settings struct {
	inventory.Ref
	// BlockPublicSecurityGroupRules is whether EMR refuses clusters whose security groups let the whole internet in, on
	// other ports than those of PermittedRanges.
	BlockPublicSecurityGroupRules inventory.Fact[bool]        `json:"BlockPublicAccessConfiguration.BlockPublicSecurityGroupRules,omitzero"`
	PermittedRanges               inventory.Fact[[]PortRange] `json:"BlockPublicAccessConfiguration.PermittedPublicSecurityGroupRuleRanges,omitzero"`
}

// A PortRange is a range of ports, both ends included.
type PortRange struct{ MinRange, MaxRange int32 }

// SettingsType describes kind emr.settings. Every region has them, so that nothing lists them.
var SettingsType = inventory.Describe[Settings]("emr.settings", GetBlockPublicAccessConfiguration).Of(responsibility.AWSAccount)

// Type implements inventory.Resource.
func (*Settings) Type() *inventory.Type { return SettingsType }

// Classify implements inventory.Resource.
func (*Settings) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "EMR's settings of the account in a region"}
}

// SettingsCollector brings the settings of a region.
var SettingsCollector = &collect.Collector{
	Types:   []*inventory.Type{SettingsType},
	Lists:   []*inventory.Call{GetBlockPublicAccessConfiguration},
	Collect: collectSettings,
}

func collectSettings(ctx context.Context, s *collect.Scan) error {
	out, err := newRun(s).client.GetBlockPublicAccessConfiguration(ctx, &sdk.GetBlockPublicAccessConfigurationInput{})
	if err != nil {
		return err
	}
	x := &Settings{Ref: inventory.Ref{ID: s.Region, Name: "EMR settings", Account: s.Account, Region: s.Region}}
	x.BlockPublicSecurityGroupRules, x.PermittedRanges = inventory.FromPtr[bool](nil), inventory.FromPtr[[]PortRange](nil)
	if c := out.BlockPublicAccessConfiguration; c != nil {
		x.BlockPublicSecurityGroupRules = inventory.FromPtr(c.BlockPublicSecurityGroupRules)
		var ranges []PortRange
		for _, r := range c.PermittedPublicSecurityGroupRuleRanges {
			// A range without a MaxRange is one port (API reference, PortRange).
			low := aws.ToInt32(r.MinRange)
			ranges = append(ranges, PortRange{low, cmp.Or(aws.ToInt32(r.MaxRange), low)})
		}
		slices.SortFunc(ranges, func(a, b PortRange) int {
			return cmp.Or(cmp.Compare(a.MinRange, b.MinRange), cmp.Compare(a.MaxRange, b.MaxRange))
		})
		x.PermittedRanges = inventory.Known(ranges)
	}
	s.Emit(x)
	return nil
}
