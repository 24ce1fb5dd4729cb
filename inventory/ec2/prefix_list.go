package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// PrefixListOwnerAWS is the OwnerId of the prefix lists of AWS's own services.
const PrefixListOwnerAWS = "AWS"

// A PrefixList is a named set of CIDR blocks that rules and routes refer to.
type PrefixList struct {
	inventory.Ref
	// PrefixListName is "com.amazonaws.eu-central-1.s3" for a list of AWS's.
	PrefixListName inventory.Fact[string] `json:"PrefixListName,omitzero"`
	// OwnerID is the account that keeps the list, or PrefixListOwnerAWS.
	OwnerID       inventory.Fact[string] `json:"OwnerId,omitzero"`
	AddressFamily inventory.Fact[string] `json:"AddressFamily,omitzero"`
	// Entries are the CIDR blocks. They are read for customers' lists only: AWS's change with its services, and hold
	// those services' addresses alone.
	Entries inventory.Fact[[]string] `json:"Entries.Cidr,omitzero" call:"GetManagedPrefixListEntries"`
}

// PrefixListType describes PrefixList.
var PrefixListType = inventory.Describe[PrefixList]("ec2.prefix_list", DescribeManagedPrefixLists, GetManagedPrefixListEntries)

// Type implements inventory.Resource.
func (*PrefixList) Type() *inventory.Type { return PrefixListType }

// Classify implements inventory.Resource. Prefix lists are read by the checks of what refers to them.
func (*PrefixList) Classify() inventory.Classification { return inventory.Classification{} }

// PrefixListCollector lists prefix lists and, where a check wants them, the entries of customers' lists.
var PrefixListCollector = &collect.Collector{
	Types:   []*inventory.Type{PrefixListType},
	Lists:   []*inventory.Call{DescribeManagedPrefixLists},
	Details: []*inventory.Call{GetManagedPrefixListEntries},
	Collect: collectPrefixLists,
}

func collectPrefixLists(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config())
	var lists []*PrefixList
	p := sdk.NewDescribeManagedPrefixListsPaginator(client, &sdk.DescribeManagedPrefixListsInput{MaxResults: aws.Int32(pageOfPrefixLists)})
	err := walk(ctx, p, func(out *sdk.DescribeManagedPrefixListsOutput) {
		for _, x := range out.PrefixLists {
			id, ok := identified(s, PrefixListType, x.PrefixListId)
			if !ok {
				continue
			}
			l := &PrefixList{
				Ref:            tagged(s.Ref(id, "ec2", "prefix-list/"+id), x.Tags),
				PrefixListName: inventory.FromPtr(x.PrefixListName),
				OwnerID:        inventory.FromPtr(x.OwnerId),
				AddressFamily:  inventory.FromPtr(x.AddressFamily),
			}
			if arn := aws.ToString(x.PrefixListArn); arn != "" {
				l.ARN = arn
			}
			if l.Name == "" {
				l.Name = aws.ToString(x.PrefixListName)
			}
			lists = append(lists, l)
		}
	})
	if s.Wants(GetManagedPrefixListEntries) {
		// One call for each 100 entries of each list that a customer made: there is no batch form. A list exists to be
		// referred to, and an account has at most 100 of them in a region.
		s.Each(ctx, len(lists), func(ctx context.Context, i int) {
			if lists[i].OwnerID.Or("") != PrefixListOwnerAWS {
				lists[i].Entries = prefixListEntries(ctx, s, client, lists[i].ID)
			}
		})
	}
	for _, l := range lists {
		s.Emit(l)
	}
	return err
}

func prefixListEntries(ctx context.Context, s *collect.Scan, client *sdk.Client, id string) inventory.Fact[[]string] {
	cidrs := []string{}
	p := sdk.NewGetManagedPrefixListEntriesPaginator(client, &sdk.GetManagedPrefixListEntriesInput{PrefixListId: &id, MaxResults: aws.Int32(pageOfPrefixLists)})
	err := walk(ctx, p, func(out *sdk.GetManagedPrefixListEntriesOutput) {
		for _, e := range out.Entries {
			cidrs = append(cidrs, aws.ToString(e.Cidr))
		}
	})
	return collect.Answer(s, GetManagedPrefixListEntries, cidrs, err)
}
