package sns

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sns"
)

// TopicSubscriptionsTLS finds subscriptions that deliver over plain HTTP.
var TopicSubscriptionsTLS = &checks.Check[sns.Topic]{
	Meta: checks.Meta{
		ID: "sns-topic-subscriptions-tls", Title: "Topics deliver to no plain HTTP endpoint", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "SNS posts each message to such an endpoint unencrypted: everybody on the way reads it, or changes it.",
		Fix:  "aws sns subscribe --topic-arn ARN --protocol https --notification-endpoint https://..., confirm it, then aws sns unsubscribe --subscription-arn OLD",
		Refs: []string{"https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html", "https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html"},
	},
	Reads: []*inventory.Call{sns.GetTopicAttributes},
	With:  []inventory.Want{{Type: sns.SubscriptionType}},
	Run:   topicSubscriptionsTLS,
	Cases: []checks.Case[sns.Topic]{
		{Name: "no_subscription", Given: topic(), Want: checks.Pass},
		{Name: "others", Given: subscribed(), With: []inventory.Resource{subscription("https", "a"), subscription("sqs", "b")}, Want: checks.Pass},
		{Name: "http", Given: subscribed(), With: []inventory.Resource{subscription("https", "a"), subscription("http", "b")}, Want: checks.Fail},
		{Name: "http_among_those_listed", Given: subscribed(), With: []inventory.Resource{subscription("http", "b")}, Incomplete: []inventory.Kind{sns.SubscriptionType.Kind}, Want: checks.Fail},
		{Name: "not_listed", Given: subscribed(), Incomplete: []inventory.Kind{sns.SubscriptionType.Kind}, Want: checks.Unknown},
		{Name: "of_another_account", Given: subscribed(), With: []inventory.Resource{subscription("https", "a")}, Want: checks.Unknown},
		{Name: "denied", Given: topic(func(t *sns.Topic) { t.SubscriptionsConfirmed = denied[int](sns.GetTopicAttributes) }), Want: checks.Unknown},
	},
}

// subscribed is a topic with two confirmed subscriptions, subscription one of them.
func subscribed() sns.Topic {
	return topic(func(t *sns.Topic) { t.SubscriptionsConfirmed = inventory.Known(2) })
}

func subscription(protocol, id string) *sns.Subscription {
	return &sns.Subscription{Ref: inventory.Ref{ID: caseARN + ":" + id, Region: checks.CaseRegion}, TopicARN: inventory.Known(caseARN), Protocol: inventory.Known(protocol)}
}

// byTopic finds the account's own subscriptions to a topic.
var byTopic = &checks.Index[sns.Subscription]{Keys: func(s *sns.Subscription) inventory.Fact[[]string] {
	arn, gap := s.TopicARN.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	return inventory.Known([]string{arn})
}}

// topicSubscriptionsTLS looks at the account's own subscriptions. ListSubscriptions does not answer those that other
// accounts hold; that there are some shows in the topic's count.
func topicSubscriptionsTLS(v *checks.View[sns.Topic]) checks.Verdict {
	own, unlisted := checks.SomeReferrers(v, byTopic, v.Resource.ARN)
	plain := 0
	for _, s := range own {
		if protocol, _ := checks.Peek(v, s.Protocol); protocol == "http" {
			plain++
		}
	}
	confirmed, _ := checks.Peek(v, v.Resource.SubscriptionsConfirmed)
	switch {
	case plain > 0:
		return v.Fail("of %d subscriptions of this account, %d have protocol http", len(own), plain)
	case unlisted == nil && confirmed > len(own):
		return v.Unknown("SubscriptionsConfirmed is %d and this account holds %d: those of other accounts are in none of its lists", confirmed, len(own))
	}
	return v.Pass("none of %d subscriptions has protocol http", len(own))
}
