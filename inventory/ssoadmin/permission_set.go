package ssoadmin

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ssoadmin"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// A PermissionSet is provisioned to the account as a role whose name is AWSReservedSSO_, the set's name and a hash. Its ID is
// its ARN.
type PermissionSet struct {
	inventory.Ref
	InstanceARN inventory.Fact[string] `json:"InstanceArn,omitzero"`
	SetName     inventory.Fact[string] `json:"PermissionSet.Name,omitzero" call:"DescribePermissionSet"`
	// Assignments are those who can take the set on in the account.
	Assignments inventory.Fact[[]Assignment] `json:"AccountAssignments,omitzero" call:"ListAccountAssignments"`
}

// An Assignment is a user or group of the identity store. PrincipalType is USER or GROUP.
type Assignment struct {
	PrincipalType string
	PrincipalID   string `json:"PrincipalId"`
}

// PermissionSetType describes ssoadmin.permission_set. The matrix has no row for it: it helps to judge roles.
var PermissionSetType = inventory.Describe[PermissionSet]("ssoadmin.permission_set", ListPermissionSetsProvisionedToAccount, ListInstances, DescribePermissionSet, ListAccountAssignments)

// Type implements inventory.Resource.
func (*PermissionSet) Type() *inventory.Type { return PermissionSetType }

// Classify implements inventory.Resource.
func (*PermissionSet) Classify() inventory.Classification { return inventory.Classification{} }

// PermissionSetCollector brings the permission sets of the account. All four calls are always made, since without a name and
// its holders a set tells nothing; a failure of the last two is a gap in one fact.
var PermissionSetCollector = &collect.Collector{
	Types:   []*inventory.Type{PermissionSetType},
	Lists:   []*inventory.Call{ListInstances, ListPermissionSetsProvisionedToAccount, DescribePermissionSet, ListAccountAssignments},
	Collect: collectPermissionSets,
}

// expected are the members without which an answer is none. A page without anything leaves the others out.
var expected = map[string][]string{"ListInstances": {"Instances"}, "DescribePermissionSet": {"PermissionSet"}}

func collectPermissionSets(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	var list []*PermissionSet
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListInstancesPaginator(client, &sdk.ListInstancesInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.Instances {
			in := &sdk.ListPermissionSetsProvisionedToAccountInput{AccountId: &s.Account, InstanceArn: x.InstanceArn, MaxResults: aws.Int32(pageSize)}
			for page, err := range collect.Pages(ctx, sdk.NewListPermissionSetsProvisionedToAccountPaginator(client, in)) {
				if err != nil {
					broken = err
					break
				}
				for _, arn := range page.PermissionSets {
					set := &PermissionSet{Ref: s.Ref(arn, "sso", ""), InstanceARN: inventory.FromPtr(x.InstanceArn)}
					set.ARN = arn
					list = append(list, set)
				}
			}
		}
	}
	// Both calls answer for one permission set.
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		describe(ctx, s, client, list[i])
		s.Emit(list[i])
	})
	return broken
}

// pageSize is the most that the listings return in a page.
const pageSize = 100

func describe(ctx context.Context, s *collect.Scan, client *sdk.Client, set *PermissionSet) {
	instance := aws.String(set.InstanceARN.Or(""))
	out, err := client.DescribePermissionSet(ctx, &sdk.DescribePermissionSetInput{InstanceArn: instance, PermissionSetArn: &set.ARN})
	switch {
	case err != nil:
		set.SetName = inventory.Missing[string](s.Gap(DescribePermissionSet, err))
	case out.PermissionSet == nil:
		set.SetName = inventory.FromPtr[string](nil)
	default:
		set.SetName = inventory.FromPtr(out.PermissionSet.Name)
		set.Name = aws.ToString(out.PermissionSet.Name)
	}
	set.Assignments = assignments(ctx, s, client, set)
}

func assignments(ctx context.Context, s *collect.Scan, client *sdk.Client, set *PermissionSet) inventory.Fact[[]Assignment] {
	in := &sdk.ListAccountAssignmentsInput{AccountId: &s.Account, InstanceArn: aws.String(set.InstanceARN.Or("")), PermissionSetArn: &set.ARN, MaxResults: aws.Int32(pageSize)}
	out := []Assignment{}
	for page, err := range collect.Pages(ctx, sdk.NewListAccountAssignmentsPaginator(client, in)) {
		if err != nil {
			return inventory.Missing[[]Assignment](s.Gap(ListAccountAssignments, err))
		}
		for _, a := range page.AccountAssignments {
			out = append(out, Assignment{string(a.PrincipalType), aws.ToString(a.PrincipalId)})
		}
	}
	return inventory.Known(out)
}

// OfRole returns the name of the permission set that a role's name tells, empty where it tells none: roles of IAM Identity
// Center are named AWSReservedSSO_, the set's name, _ and 16 hexadecimal digits (IAM Identity Center User Guide,
// "Referencing permission sets in resource policies").
func OfRole(name string) string {
	rest, ok := strings.CutPrefix(name, "AWSReservedSSO_")
	i := strings.LastIndexByte(rest, '_')
	if !ok || i <= 0 || len(rest)-i-1 != 16 {
		return ""
	}
	return rest[:i]
}
