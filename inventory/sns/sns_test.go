package sns_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/sns"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir = "eu-central-1/sns/"
	arn = "arn:aws:sns:eu-central-1:111122223333:"
)

// account has a topic of which all is set, one without a key, one whose answer is of another, and subscriptions.
func account() fstest.MapFS {
	return localstacktest.Files(map[string]string{
		dir + "ListTopics":                 `{"Topics":[{"TopicArn":"` + arn + `orders"},{"TopicArn":"` + arn + `plain"},{"TopicArn":"` + arn + `swapped"}]}`,
		dir + "GetTopicAttributes/orders":  `{"Attributes":{"TopicArn":"` + arn + `orders","Policy":"{\"Statement\":[]}","KmsMasterKeyId":"alias/orders","SubscriptionsConfirmed":"2","Owner":"111122223333"}}`,
		dir + "GetTopicAttributes/plain":   `{"Attributes":{"TopicArn":"` + arn + `plain"}}`,
		dir + "GetTopicAttributes/swapped": `{"Attributes":{"TopicArn":"` + arn + `orders","SubscriptionsConfirmed":"2"}}`,
		dir + "ListSubscriptions": `{"Subscriptions":[
			{"SubscriptionArn":"` + arn + `orders:1","Owner":"111122223333","Protocol":"http","Endpoint":"http://user:hunter22@example.com/","TopicArn":"` + arn + `orders"},
			{"SubscriptionArn":"PendingConfirmation","Owner":"111122223333","Protocol":"email","Endpoint":"ada@example.com","TopicArn":"` + arn + `orders"},
			{"SubscriptionArn":"Deleted","Owner":"111122223333","Protocol":"email","Endpoint":"ada@example.com","TopicArn":"` + arn + `orders"},
			{"SubscriptionArn":"arn:aws:sns:eu-central-1:444455556666:news:2","Owner":"111122223333","Protocol":"sqs","Endpoint":"arn:aws:sqs:eu-central-1:111122223333:news","TopicArn":"arn:aws:sns:eu-central-1:444455556666:news"}]}`,
	})
}

// described are topics and subscriptions as the facts that they have; nil is what is not known.
func described(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("sns.topic") {
		x := r.(*sns.Topic)
		out[x.ARN] = []any{localstacktest.Value(x.Policy), localstacktest.Value(x.KMSMasterKeyID), localstacktest.Value(x.SubscriptionsConfirmed)}
	}
	for _, r := range s.Of("sns.subscription") {
		x := r.(*sns.Subscription)
		out[x.ARN] = []any{localstacktest.Value(x.TopicARN), localstacktest.Value(x.Protocol)}
	}
	return out
}

func TestTopics(t *testing.T) {
	s := localstacktest.Scan(t, account(), sns.Collectors, localstack.Options{PageSize: 2})
	want := map[string][]any{
		arn + "orders":   {`{"Statement":[]}`, "alias/orders", 2},
		arn + "plain":    {nil, "", nil},
		arn + "swapped":  {nil, nil, nil},
		arn + "orders:1": {arn + "orders", "http"},
		"arn:aws:sns:eu-central-1:444455556666:news:2": {"arn:aws:sns:eu-central-1:444455556666:news", "sqs"},
	}
	if diff := cmp.Diff(want, described(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"SNS.ListTopics": 2, "SNS.GetTopicAttributes": 3, "SNS.ListSubscriptions": 2}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	s := localstacktest.Scan(t, account(), sns.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"sns:GetTopicAttributes", "sns:ListSubscriptions"}}})
	want := map[string][]any{arn + "orders": {nil, nil, nil}, arn + "plain": {nil, nil, nil}, arn + "swapped": {nil, nil, nil}}
	if diff := cmp.Diff(want, described(s)); diff != "" {
		t.Error(diff)
	}
	x := s.Find("sns.topic", "eu-central-1", "orders").(*sns.Topic)
	if diff := cmp.Diff([]string{"denied", "denied", "denied"}, []string{localstacktest.Class(x.Policy), localstacktest.Class(x.KMSMasterKeyID), localstacktest.Class(x.SubscriptionsConfirmed)}); diff != "" {
		t.Error(diff)
	}
	for kind, status := range map[inventory.Kind]inventory.CoverageStatus{"sns.topic": inventory.Complete, "sns.subscription": inventory.Unread} {
		if c := s.CoverageOf(kind, "eu-central-1"); c.Status != status {
			t.Errorf("coverage of %s: %+v", kind, c)
		}
	}
}
