package sns

import (
	"context"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sns"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// TopicType describes kind sns.topic.
var TopicType = inventory.Describe[Topic]("sns.topic", ListTopics, GetTopicAttributes).Of(responsibility.SNSTopic)

// A Topic is a topic to which messages are published. Its id is its name.
type Topic struct {
	inventory.Ref

	// Policy is the topic policy as JSON text. Every topic has one.
	Policy inventory.Fact[string] `json:"Attributes.Policy,omitzero" call:"GetTopicAttributes"`
	// KMSMasterKeyID is the KMS key of server-side encryption, as its id, ARN or alias; empty when messages are not
	// encrypted.
	KMSMasterKeyID inventory.Fact[string] `json:"Attributes.KmsMasterKeyId,omitzero" call:"GetTopicAttributes"`
	// SubscriptionsConfirmed is the number of confirmed subscriptions, whoever holds them.
	SubscriptionsConfirmed inventory.Fact[int] `json:"Attributes.SubscriptionsConfirmed,omitzero" call:"GetTopicAttributes"`
}

// Type implements inventory.Resource.
func (*Topic) Type() *inventory.Type { return TopicType }

// Classify implements inventory.Resource.
func (*Topic) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SNSTopic, Why: "ListTopics lists it"}
}

// TopicCollector brings the topics of a region.
var TopicCollector = &collect.Collector{
	Types:   []*inventory.Type{TopicType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListTopics},
	Details: []*inventory.Call{GetTopicAttributes},
	Collect: collectTopics,
}

func collectTopics(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config())
	var list []*Topic
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListTopicsPaginator(client, &sdk.ListTopicsInput{})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.Topics {
			arn := aws.ToString(x.TopicArn)
			name := arn[strings.LastIndexByte(arn, ':')+1:]
			t := &Topic{Ref: s.Ref(name, "sns", name)}
			t.ARN = arn
			list = append(list, t)
		}
	}
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		t := list[i]
		if s.Wants(GetTopicAttributes) {
			out, err := client.GetTopicAttributes(ctx, &sdk.GetTopicAttributesInput{TopicArn: &t.ARN})
			switch {
			case err != nil:
				t.undescribed(s.Gap(GetTopicAttributes, err))
			case out.Attributes["TopicArn"] != t.ARN:
				t.undescribed(&inventory.Gap{Class: inventory.Failed, Call: GetTopicAttributes.String(), Region: s.Region, Detail: "the answer is of another topic, or of none"})
			default:
				t.describe(out.Attributes)
			}
		}
		s.Emit(t)
	})
	return broken
}

// describe reads the attributes. That of the key is there only where there is one (API reference, GetTopicAttributes).
func (t *Topic) describe(attributes map[string]string) {
	t.KMSMasterKeyID = inventory.Known(attributes["KmsMasterKeyId"])
	t.Policy, t.SubscriptionsConfirmed = inventory.FromPtr[string](nil), inventory.FromPtr[int](nil)
	if text, ok := attributes["Policy"]; ok {
		t.Policy = inventory.Known(text)
	}
	if n, err := strconv.Atoi(attributes["SubscriptionsConfirmed"]); err == nil {
		t.SubscriptionsConfirmed = inventory.Known(n)
	}
}

// undescribed makes every fact of GetTopicAttributes a gap.
func (t *Topic) undescribed(gap *inventory.Gap) {
	text := inventory.Missing[string](gap)
	t.Policy, t.KMSMasterKeyID, t.SubscriptionsConfirmed = text, text, inventory.Missing[int](gap)
}
