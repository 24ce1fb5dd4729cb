package sns

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sns"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// SubscriptionType describes kind sns.subscription, which has no row in the matrix: the checks of topics read it.
var SubscriptionType = inventory.Describe[Subscription]("sns.subscription", ListSubscriptions)

// A Subscription is one that this account holds, to a topic of its own or of others, and that is confirmed. Those that
// other accounts hold to this account's topics are not in the list. Its id is its ARN.
type Subscription struct {
	inventory.Ref
	TopicARN inventory.Fact[string] `json:"Subscriptions.TopicArn,omitzero"`
	Protocol inventory.Fact[string] `json:"Subscriptions.Protocol,omitzero"` // http, https, email, sqs, lambda, ...
}

// Type implements inventory.Resource.
func (*Subscription) Type() *inventory.Type { return SubscriptionType }

// Classify implements inventory.Resource.
func (*Subscription) Classify() inventory.Classification {
	return inventory.Classification{Why: "subscriptions have no row in the responsibility matrix"}
}

// SubscriptionCollector brings the confirmed subscriptions of the account in a region.
var SubscriptionCollector = &collect.Collector{
	Types:   []*inventory.Type{SubscriptionType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListSubscriptions},
	Collect: collectSubscriptions,
}

func collectSubscriptions(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config())
	for page, err := range collect.Pages(ctx, sdk.NewListSubscriptionsPaginator(client, &sdk.ListSubscriptionsInput{})) {
		if err != nil {
			return err
		}
		for _, x := range page.Subscriptions {
			// In place of an ARN stands PendingConfirmation or Deleted where nothing is delivered.
			arn := aws.ToString(x.SubscriptionArn)
			if !strings.HasPrefix(arn, "arn:") {
				continue
			}
			v := &Subscription{Ref: s.Ref(arn, "sns", ""), TopicARN: inventory.FromPtr(x.TopicArn), Protocol: inventory.FromPtr(x.Protocol)}
			v.ARN = arn
			s.Emit(v)
		}
	}
	return nil
}
