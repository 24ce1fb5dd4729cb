package sqs

import (
	"context"
	"encoding/json"
	"path"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// QueueCollector brings the queues of a region.
var QueueCollector = &collect.Collector{
	Types:   []*inventory.Type{QueueType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListQueues},
	Details: []*inventory.Call{GetQueueAttributes},
	Collect: collectQueues,
}

// expected are the members without which an answer is none. ListQueues is not among them: where there is no queue it
// answers an object without members.
var expected = map[string][]string{"GetQueueAttributes": {"Attributes"}}

// pageSize is the most that ListQueues returns in a page. Without a size it returns 1,000 queues and no token.
const pageSize = 1000

func collectQueues(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	var urls []string
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListQueuesPaginator(client, &sdk.ListQueuesInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		urls = append(urls, page.QueueUrls...)
	}
	s.Each(ctx, len(urls), func(ctx context.Context, i int) {
		name := path.Base(urls[i])
		q := &Queue{Ref: s.Ref(name, "sqs", name)}
		if s.Wants(GetQueueAttributes) {
			out, err := client.GetQueueAttributes(ctx, &sdk.GetQueueAttributesInput{QueueUrl: &urls[i], AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll}})
			switch {
			case err != nil:
				q.undescribed(s.Gap(GetQueueAttributes, err))
			case out.Attributes["QueueArn"] != q.ARN:
				q.undescribed(&inventory.Gap{Class: inventory.Failed, Call: GetQueueAttributes.String(), Region: s.Region, Detail: "the answer is of another queue, or of none"})
			default:
				q.describe(out.Attributes)
			}
		}
		s.Emit(q)
	})
	return broken
}

// describe reads the attributes. Asked for all of them, SQS leaves out those that are not set (API reference,
// GetQueueAttributes): a policy, a key, a redrive policy.
func (q *Queue) describe(attributes map[string]string) {
	q.Policy, q.KMSMasterKeyID = inventory.Known(attributes["Policy"]), inventory.Known(attributes["KmsMasterKeyId"])
	q.SQSManagedSSEEnabled = parsed(attributes, "SqsManagedSseEnabled", strconv.ParseBool)
	q.MessageRetentionPeriod = parsed(attributes, "MessageRetentionPeriod", strconv.Atoi)
	q.DeadLetterTargetARN = inventory.Known("")
	if _, set := attributes["RedrivePolicy"]; set {
		q.DeadLetterTargetARN = parsed(attributes, "RedrivePolicy", target)
	}
}

// target returns the dead-letter queue of a redrive policy.
func target(policy string) (string, error) {
	var p struct {
		DeadLetterTargetARN string `json:"deadLetterTargetArn"`
	}
	err := json.Unmarshal([]byte(policy), &p)
	return p.DeadLetterTargetARN, err
}

// parsed is an attribute as what it stands for, or a gap where it is missing or something else.
func parsed[V any](attributes map[string]string, name string, parse func(string) (V, error)) inventory.Fact[V] {
	text, ok := attributes[name]
	if !ok {
		return inventory.FromPtr[V](nil)
	}
	v, err := parse(text)
	if err != nil {
		return inventory.Missing[V](&inventory.Gap{Class: inventory.Failed, Call: GetQueueAttributes.String(), Detail: "the attribute " + name + " is not what it should be"})
	}
	return inventory.Known(v)
}

// undescribed makes every fact of GetQueueAttributes a gap.
func (q *Queue) undescribed(gap *inventory.Gap) {
	text := inventory.Missing[string](gap)
	q.Policy, q.KMSMasterKeyID, q.DeadLetterTargetARN = text, text, text
	q.SQSManagedSSEEnabled, q.MessageRetentionPeriod = inventory.Missing[bool](gap), inventory.Missing[int](gap)
}
