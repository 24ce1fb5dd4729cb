package iam

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A ServerCertificate is a TLS certificate in IAM's store. Its ID is its name.
type ServerCertificate struct {
	inventory.Ref
	Expiration inventory.Fact[time.Time] `json:"Expiration,omitzero"`
	UploadDate inventory.Fact[time.Time] `json:"UploadDate,omitzero"`
}

// ServerCertificateType describes iam.server_certificate.
var ServerCertificateType = inventory.Describe[ServerCertificate]("iam.server_certificate", ListServerCertificates).Of(responsibility.AWSAccount)

// Type implements inventory.Resource.
func (*ServerCertificate) Type() *inventory.Type { return ServerCertificateType }

// Classify implements inventory.Resource.
func (*ServerCertificate) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "the certificate store is the account's"}
}

// ServerCertificateCollector brings the server certificates. The listing is left out where the summary counts none, as
// that of SAMLProviderCollector is.
var ServerCertificateCollector = &collect.Collector{
	Types:   []*inventory.Type{ServerCertificateType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{ListServerCertificates, GetAccountSummary},
	Collect: collectServerCertificates,
}

func collectServerCertificates(ctx context.Context, s *collect.Scan) error {
	client := iam.NewFromConfig(s.Config())
	if summaryOf(ctx, s, client).none(types.SummaryKeyTypeServerCertificates) {
		return nil
	}
	for page, err := range collect.Pages(ctx, iam.NewListServerCertificatesPaginator(client, &iam.ListServerCertificatesInput{MaxItems: aws.Int32(pageSize)})) {
		if err != nil {
			return err
		}
		if page.ServerCertificateMetadataList == nil {
			return &collect.AnswerError{What: "the answer has no ServerCertificateMetadataList"}
		}
		for _, c := range page.ServerCertificateMetadataList {
			s.Emit(&ServerCertificate{
				Ref:        ref(s, c.ServerCertificateName, c.Arn, "server-certificate"),
				Expiration: inventory.FromPtr(c.Expiration), UploadDate: inventory.FromPtr(c.UploadDate),
			})
		}
	}
	return nil
}
