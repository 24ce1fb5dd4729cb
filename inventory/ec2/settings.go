package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// SettingsType describes a region's settings. Each region that DescribeRegions lists has them.
var SettingsType = inventory.Describe[Settings]("ec2.settings", DescribeRegions,
	GetEbsEncryptionByDefault, GetEbsDefaultKmsKeyID, GetSnapshotBlockPublicAccessState, GetImageBlockPublicAccessState,
	GetInstanceMetadataDefaults, GetSerialConsoleAccessStatus, GetAllowedImagesSettings).Of(responsibility.AWSAccount)

// Settings are what an account sets once in a region for all its instances, volumes, snapshots and images. Its ID is
// the region's name, and it has neither ARN nor tags.
type Settings struct {
	inventory.Ref

	EBSEncryptionByDefault inventory.Fact[bool]   `json:"EbsEncryptionByDefault,omitzero" call:"GetEbsEncryptionByDefault"`
	EBSDefaultKMSKeyID     inventory.Fact[string] `json:"KmsKeyId,omitzero" call:"GetEbsDefaultKmsKeyId"` // an ARN, or "alias/aws/ebs"

	SnapshotBlockPublicAccess inventory.Fact[string] `json:"State,omitzero" call:"GetSnapshotBlockPublicAccessState"`                    // block-all-sharing, block-new-sharing, unblocked
	ImageBlockPublicAccess    inventory.Fact[string] `json:"ImageBlockPublicAccessState,omitzero" call:"GetImageBlockPublicAccessState"` // block-new-sharing, unblocked

	// The zero values of these four mean that the account states no default.
	HTTPTokens              inventory.Fact[string] `json:"AccountLevel.HttpTokens,omitzero" call:"GetInstanceMetadataDefaults"`         // required, optional
	HTTPTokensEnforced      inventory.Fact[string] `json:"AccountLevel.HttpTokensEnforced,omitzero" call:"GetInstanceMetadataDefaults"` // enabled, disabled
	HTTPEndpoint            inventory.Fact[string] `json:"AccountLevel.HttpEndpoint,omitzero" call:"GetInstanceMetadataDefaults"`       // enabled, disabled
	HTTPPutResponseHopLimit inventory.Fact[int32]  `json:"AccountLevel.HttpPutResponseHopLimit,omitzero" call:"GetInstanceMetadataDefaults"`

	SerialConsoleAccessEnabled inventory.Fact[bool]   `json:"SerialConsoleAccessEnabled,omitzero" call:"GetSerialConsoleAccessStatus"`
	AllowedImages              inventory.Fact[string] `json:"AllowedImages.State,omitzero" call:"GetAllowedImagesSettings"` // disabled, audit-mode, enabled
}

// Type implements inventory.Resource.
func (*Settings) Type() *inventory.Type { return SettingsType }

// Classify implements inventory.Resource.
func (*Settings) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "EC2's settings of the account in a region"}
}

// SettingsCollector brings the settings of a region: one call for each that a selected check reads.
var SettingsCollector = &collect.Collector{
	Types: []*inventory.Type{SettingsType},
	Details: []*inventory.Call{
		GetEbsEncryptionByDefault, GetEbsDefaultKmsKeyID, GetSnapshotBlockPublicAccessState, GetImageBlockPublicAccessState,
		GetInstanceMetadataDefaults, GetSerialConsoleAccessStatus, GetAllowedImagesSettings,
	},
	Collect: collectSettings,
}

func collectSettings(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config())
	x := &Settings{Ref: inventory.Ref{ID: s.Region, Name: "EC2 settings", Account: s.Account, Region: s.Region}}
	asks := []struct {
		call *inventory.Call
		ask  func()
	}{
		{GetEbsEncryptionByDefault, func() {
			out, err := client.GetEbsEncryptionByDefault(ctx, &sdk.GetEbsEncryptionByDefaultInput{})
			x.EBSEncryptionByDefault = fact(s, GetEbsEncryptionByDefault, out, err, func() inventory.Fact[bool] { return inventory.FromPtr(out.EbsEncryptionByDefault) })
		}},
		{GetEbsDefaultKmsKeyID, func() {
			out, err := client.GetEbsDefaultKmsKeyId(ctx, &sdk.GetEbsDefaultKmsKeyIdInput{})
			x.EBSDefaultKMSKeyID = fact(s, GetEbsDefaultKmsKeyID, out, err, func() inventory.Fact[string] { return inventory.FromPtr(out.KmsKeyId) })
		}},
		{GetSnapshotBlockPublicAccessState, func() {
			out, err := client.GetSnapshotBlockPublicAccessState(ctx, &sdk.GetSnapshotBlockPublicAccessStateInput{})
			x.SnapshotBlockPublicAccess = fact(s, GetSnapshotBlockPublicAccessState, out, err, func() inventory.Fact[string] { return inventory.FromEnum(out.State) })
		}},
		{GetImageBlockPublicAccessState, func() {
			out, err := client.GetImageBlockPublicAccessState(ctx, &sdk.GetImageBlockPublicAccessStateInput{})
			x.ImageBlockPublicAccess = fact(s, GetImageBlockPublicAccessState, out, err, func() inventory.Fact[string] { return inventory.FromPtr(out.ImageBlockPublicAccessState) })
		}},
		{GetInstanceMetadataDefaults, func() {
			out, err := client.GetInstanceMetadataDefaults(ctx, &sdk.GetInstanceMetadataDefaultsInput{})
			var level *types.InstanceMetadataDefaultsResponse
			if err == nil {
				level = out.AccountLevel
			}
			x.metadataDefaults(level, s.Gap(GetInstanceMetadataDefaults, err))
		}},
		{GetSerialConsoleAccessStatus, func() {
			out, err := client.GetSerialConsoleAccessStatus(ctx, &sdk.GetSerialConsoleAccessStatusInput{})
			x.SerialConsoleAccessEnabled = fact(s, GetSerialConsoleAccessStatus, out, err, func() inventory.Fact[bool] { return inventory.FromPtr(out.SerialConsoleAccessEnabled) })
		}},
		{GetAllowedImagesSettings, func() {
			out, err := client.GetAllowedImagesSettings(ctx, &sdk.GetAllowedImagesSettingsInput{})
			x.AllowedImages = fact(s, GetAllowedImagesSettings, out, err, func() inventory.Fact[string] { return inventory.FromPtr(out.State) })
		}},
	}
	var wanted []func()
	for _, a := range asks {
		if s.Wants(a.call) {
			wanted = append(wanted, a.ask)
		}
	}
	s.Each(ctx, len(wanted), func(_ context.Context, i int) { wanted[i]() }) // each writes facts of its own
	s.Emit(x)
	return ctx.Err()
}

// fact turns the answer of a detail call into one fact: from, when there is an answer.
func fact[V, O any](s *collect.Scan, c *inventory.Call, _ *O, err error, from func() inventory.Fact[V]) inventory.Fact[V] {
	if err != nil {
		var none V
		return collect.Answer(s, c, none, err)
	}
	return from()
}

// metadataDefaults reads the account's defaults. Within them a missing value means that the account has no preference
// (EC2 User Guide, "Configure instance metadata options for new instances").
func (x *Settings) metadataDefaults(d *types.InstanceMetadataDefaultsResponse, gap *inventory.Gap) {
	switch {
	case gap != nil:
		x.HTTPTokens, x.HTTPTokensEnforced, x.HTTPEndpoint = inventory.Missing[string](gap), inventory.Missing[string](gap), inventory.Missing[string](gap)
		x.HTTPPutResponseHopLimit = inventory.Missing[int32](gap)
	case d == nil:
		x.HTTPTokens, x.HTTPTokensEnforced, x.HTTPEndpoint = inventory.FromEnum(""), inventory.FromEnum(""), inventory.FromEnum("")
		x.HTTPPutResponseHopLimit = inventory.FromPtr[int32](nil)
	default:
		x.HTTPTokens, x.HTTPTokensEnforced, x.HTTPEndpoint = inventory.Known(string(d.HttpTokens)), inventory.Known(string(d.HttpTokensEnforced)), inventory.Known(string(d.HttpEndpoint))
		x.HTTPPutResponseHopLimit = inventory.Known(aws.ToInt32(d.HttpPutResponseHopLimit))
	}
}
