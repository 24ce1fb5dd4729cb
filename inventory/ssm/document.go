package ssm

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// DocumentType describes the account's own documents.
var DocumentType = inventory.Describe[Document]("ssm.document", ListDocuments, DescribeDocumentPermission).Of(responsibility.SSMDocument)

// A Document is a document of the account: a runbook, a command, a policy. Its ID is its name. Documents of AWS and of
// other accounts are not collected, and the content is never read.
type Document struct {
	inventory.Ref

	DocumentType inventory.Fact[string] `json:"DocumentType,omitzero"` // Command, Automation, Session...
	// AccountIDs are the accounts that the document is shared with, sorted; "all" is everybody.
	AccountIDs inventory.Fact[[]string] `json:"AccountIds,omitzero" call:"DescribeDocumentPermission"`
}

// Type implements inventory.Resource.
func (*Document) Type() *inventory.Type { return DocumentType }

// Classify implements inventory.Resource.
func (*Document) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SSMDocument, Why: "Systems Manager lists it among the account's own documents"}
}

// DocumentCollector brings the account's own documents of a region.
var DocumentCollector = &collect.Collector{
	Types:   []*inventory.Type{DocumentType},
	Lists:   []*inventory.Call{ListDocuments},
	Details: []*inventory.Call{DescribeDocumentPermission},
	Collect: collectDocuments,
}

func collectDocuments(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	var found []*Document
	var broken error
	p := sdk.NewListDocumentsPaginator(client, &sdk.ListDocumentsInput{
		MaxResults: aws.Int32(50),
		Filters:    []types.DocumentKeyValuesFilter{{Key: aws.String("Owner"), Values: []string{"Self"}}},
	})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.DocumentIdentifiers {
			name, ok := identified(s, DocumentType, x.Name)
			if !ok {
				continue
			}
			d := &Document{Ref: s.Ref(name, "ssm", "document/"+name), DocumentType: inventory.FromEnum(x.DocumentType)}
			tags := map[string]string{}
			for _, t := range x.Tags {
				tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
			}
			d.Tags = inventory.Known(tags)
			found = append(found, d)
		}
	}
	// One call a document: Systems Manager answers for the sharing of one at a time. Accounts have few of their own.
	s.Each(ctx, len(found), func(ctx context.Context, i int) {
		if s.Wants(DescribeDocumentPermission) {
			found[i].AccountIDs = shares(ctx, s, client, found[i].ID)
		}
		s.Emit(found[i])
	})
	return broken
}

// shares pages by hand: the SDK has no paginator for the operation.
func shares(ctx context.Context, s *collect.Scan, client *sdk.Client, name string) inventory.Fact[[]string] {
	var ids []string
	in := &sdk.DescribeDocumentPermissionInput{Name: &name, PermissionType: types.DocumentPermissionTypeShare, MaxResults: aws.Int32(200)}
	for {
		out, err := client.DescribeDocumentPermission(ctx, in)
		if err != nil {
			return collect.Answer[[]string](s, DescribeDocumentPermission, nil, err)
		}
		ids = append(ids, out.AccountIds...)
		next := aws.ToString(out.NextToken)
		switch next {
		case "":
			slices.Sort(ids)
			return inventory.Known(ids)
		case aws.ToString(in.NextToken):
			return collect.Answer[[]string](s, DescribeDocumentPermission, nil, collect.ErrTokenLoop)
		}
		in.NextToken = &next
	}
}
