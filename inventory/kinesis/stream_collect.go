package kinesis

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/kinesis"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// StreamCollector brings the streams of a region.
var StreamCollector = &collect.Collector{
	Types:   []*inventory.Type{StreamType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListStreams},
	Details: []*inventory.Call{DescribeStreamSummary, GetResourcePolicy},
	Collect: collectStreams,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"ListStreams": {"StreamNames"}, "DescribeStreamSummary": {"StreamDescriptionSummary"}, "GetResourcePolicy": {"Policy"}}

func collectStreams(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	var list []*Stream
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListStreamsPaginator(client, &sdk.ListStreamsInput{})) {
		if err != nil {
			broken = err
			break
		}
		for _, name := range page.StreamNames {
			list = append(list, &Stream{Ref: s.Ref(name, "kinesis", "stream/"+name)})
		}
		if aws.ToBool(page.HasMoreStreams) && page.NextToken == nil {
			broken = collect.ErrNoToken
		}
	}
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		if s.Wants(DescribeStreamSummary) {
			list[i].describe(ctx, s, client)
		}
		if s.Wants(GetResourcePolicy) {
			policy := ""
			out, err := client.GetResourcePolicy(ctx, &sdk.GetResourcePolicyInput{ResourceARN: &list[i].ARN})
			if err == nil && strings.TrimSpace(aws.ToString(out.Policy)) != "{}" { // the policy of a stream that has none
				policy = aws.ToString(out.Policy)
			}
			list[i].Policy = collect.Answer(s, GetResourcePolicy, policy, err)
		}
		s.Emit(list[i])
	})
	return broken
}

// describe asks for a stream's summary.
func (v *Stream) describe(ctx context.Context, s *collect.Scan, client *sdk.Client) {
	out, err := client.DescribeStreamSummary(ctx, &sdk.DescribeStreamSummaryInput{StreamName: &v.ID})
	switch {
	case err != nil:
		gap := s.Gap(DescribeStreamSummary, err)
		v.EncryptionType, v.KeyID, v.RetentionPeriodHours = inventory.Missing[string](gap), inventory.Missing[string](gap), inventory.Missing[int32](gap)
	case out.StreamDescriptionSummary == nil:
		v.EncryptionType, v.KeyID, v.RetentionPeriodHours = inventory.FromPtr[string](nil), inventory.FromPtr[string](nil), inventory.FromPtr[int32](nil)
	default:
		d := out.StreamDescriptionSummary
		v.EncryptionType, v.KeyID, v.RetentionPeriodHours = inventory.FromEnum(d.EncryptionType), inventory.Known(aws.ToString(d.KeyId)), inventory.FromPtr(d.RetentionPeriodHours)
	}
}
