package iam

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// RootName is the root user's name in the credential report, and its ID here.
const RootName = "<root_account>"

// A Root is the root user of the account. Every account has exactly one, so that it is known without a listing: a
// failed call costs facts and never the resource.
type Root struct {
	inventory.Ref
	// AccountAccessKeysPresent is 1 when the root user has access keys.
	AccountAccessKeysPresent inventory.Fact[int32] `json:"SummaryMap.AccountAccessKeysPresent,omitzero"`
	// AccountMFAEnabled is 1 when the root user has an MFA device.
	AccountMFAEnabled inventory.Fact[int32] `json:"SummaryMap.AccountMFAEnabled,omitzero"`
	// AccountPasswordPresent is 1 when the root user has a password: 0 in member accounts whose root access the
	// organisation manages.
	AccountPasswordPresent inventory.Fact[int32] `json:"SummaryMap.AccountPasswordPresent,omitzero"`
	// AccountSigningCertificatesPresent is 1 when the root user has an X.509 signing certificate.
	AccountSigningCertificatesPresent inventory.Fact[int32] `json:"SummaryMap.AccountSigningCertificatesPresent,omitzero"`
	// VirtualMFADevices are the serial numbers of the virtual MFA devices assigned to the root user. Devices that are
	// not listed are hardware.
	VirtualMFADevices inventory.Fact[[]string] `json:"VirtualMFADevices.SerialNumber,omitzero" call:"ListVirtualMFADevices"`

	PasswordLastUsed       inventory.Fact[Moment] `json:"password_last_used,omitzero" call:"GetCredentialReport"`
	AccessKey1LastUsedDate inventory.Fact[Moment] `json:"access_key_1_last_used_date,omitzero" call:"GetCredentialReport"`
	AccessKey2LastUsedDate inventory.Fact[Moment] `json:"access_key_2_last_used_date,omitzero" call:"GetCredentialReport"`
}

// RootType describes iam.root.
var RootType = inventory.Describe[Root]("iam.root", GetAccountSummary, GenerateCredentialReport, GetCredentialReport, ListVirtualMFADevices).Of(responsibility.AWSAccount)

// Type implements inventory.Resource.
func (*Root) Type() *inventory.Type { return RootType }

// Classify implements inventory.Resource.
func (*Root) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "the root user is the account's own"}
}

// RootCollector brings the root user.
var RootCollector = &collect.Collector{
	Types:   []*inventory.Type{RootType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{GetAccountSummary},
	Details: []*inventory.Call{GenerateCredentialReport, GetCredentialReport, ListVirtualMFADevices},
	Collect: collectRoot,
}

func collectRoot(ctx context.Context, s *collect.Scan) error {
	client := iam.NewFromConfig(s.Config())
	r := &Root{Ref: s.Ref(RootName, "iam", "root")}
	sum := summaryOf(ctx, s, client)
	r.AccountAccessKeysPresent = sum.of(types.SummaryKeyTypeAccountAccessKeysPresent)
	r.AccountMFAEnabled = sum.of(types.SummaryKeyTypeAccountMFAEnabled)
	r.AccountPasswordPresent = sum.of(types.SummaryKeyTypeAccountPasswordPresent)
	r.AccountSigningCertificatesPresent = sum.of(types.SummaryKeyTypeAccountSigningCertificatesPresent)
	if s.Wants(ListVirtualMFADevices) {
		r.VirtualMFADevices = devicesOf(ctx, s, client).of(r.ARN)
	}
	if s.Wants(GetCredentialReport) {
		row := reportOf(ctx, s, client).row(RootName)
		r.PasswordLastUsed = row.moment("password_last_used")
		r.AccessKey1LastUsedDate = row.moment("access_key_1_last_used_date")
		r.AccessKey2LastUsedDate = row.moment("access_key_2_last_used_date")
	}
	s.Emit(r)
	return nil
}
