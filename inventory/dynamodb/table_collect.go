package dynamodb

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// TableCollector brings the tables of a region, and the latest stream of each.
var TableCollector = &collect.Collector{
	Types:   []*inventory.Type{TableType, StreamType},
	Lists:   []*inventory.Call{ListTables, DescribeTable},
	Details: []*inventory.Call{GetResourcePolicy},
	Collect: collectTables,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"ListTables": {"TableNames"}, "DescribeTable": {"Table"}, "GetResourcePolicy": {"Policy"}}

// pageSize is the most that ListTables returns in a page.
const pageSize = 100

func collectTables(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	var names []string
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListTablesPaginator(client, &sdk.ListTablesInput{Limit: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		names = append(names, page.TableNames...)
	}
	s.Each(ctx, len(names), func(ctx context.Context, i int) {
		t := &Table{Ref: s.Ref(names[i], "dynamodb", "table/"+names[i])}
		out, err := client.DescribeTable(ctx, &sdk.DescribeTableInput{TableName: &names[i]})
		switch {
		case err != nil:
			gap := s.Gap(DescribeTable, err)
			t.undescribed(gap)
			s.Incomplete(StreamType.Kind, gap)
		case out.Table == nil || out.Table.TableStatus == "":
			t.describe(&types.TableDescription{})
			s.Incomplete(StreamType.Kind, &inventory.Gap{Class: inventory.Omitted, Call: DescribeTable.String(), Region: s.Region, Detail: "Table.TableStatus"})
		default:
			t.describe(out.Table)
		}
		t.Policy = policy(ctx, s, client, t.ARN)
		s.Emit(t)
		if arn := t.LatestStreamArn.Or(""); arn != "" {
			s.Emit(stream(ctx, s, client, arn, out.Table.StreamSpecification))
		}
	})
	return broken
}

// describe takes over what DescribeTable says. A table without a state is none that was described: what is absent from it
// means nothing.
func (t *Table) describe(x *types.TableDescription) {
	t.TableStatus, t.DeletionProtectionEnabled = inventory.FromEnum(x.TableStatus), inventory.FromPtr(x.DeletionProtectionEnabled)
	if x.TableStatus == "" {
		t.KMSMasterKeyArn, t.LatestStreamArn = inventory.FromPtr[string](nil), inventory.FromPtr[string](nil)
		return
	}
	t.KMSMasterKeyArn, t.LatestStreamArn = inventory.Known(""), inventory.Known(aws.ToString(x.LatestStreamArn))
	if x.SSEDescription != nil {
		t.KMSMasterKeyArn = inventory.FromPtr(x.SSEDescription.KMSMasterKeyArn)
	}
}

func (t *Table) undescribed(gap *inventory.Gap) {
	text := inventory.Missing[string](gap)
	t.TableStatus, t.KMSMasterKeyArn, t.LatestStreamArn, t.DeletionProtectionEnabled = text, text, text, inventory.Missing[bool](gap)
}

func stream(ctx context.Context, s *collect.Scan, client *sdk.Client, arn string, spec *types.StreamSpecification) *Stream {
	_, id, _ := strings.Cut(arn, ":table/")
	x := &Stream{Ref: s.Ref(id, "dynamodb", "table/"+id), StreamEnabled: inventory.Known(false)}
	x.ARN = arn
	if spec != nil {
		x.StreamEnabled = inventory.FromPtr(spec.StreamEnabled)
	}
	x.Policy = policy(ctx, s, client, arn)
	return x
}

// policy asks for the policy of a table or stream, if anybody wants it.
func policy(ctx context.Context, s *collect.Scan, client *sdk.Client, arn string) inventory.Fact[string] {
	if !s.Wants(GetResourcePolicy) {
		return inventory.Fact[string]{}
	}
	text := ""
	out, err := client.GetResourcePolicy(ctx, &sdk.GetResourcePolicyInput{ResourceArn: &arn})
	if err == nil {
		text = aws.ToString(out.Policy)
	}
	return collect.Answer(s, GetResourcePolicy, text, err)
}
