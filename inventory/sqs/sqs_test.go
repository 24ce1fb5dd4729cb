package sqs_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/sqs"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir = "eu-central-1/sqs/"
	url = "https://sqs.eu-central-1.amazonaws.com/111122223333/"
	arn = "arn:aws:sqs:eu-central-1:111122223333:"
)

// account has a queue of which all is set, one of which nothing is, one whose attributes make no sense, and one whose
// answer is of another queue.
func account() fstest.MapFS {
	return localstacktest.Files(map[string]string{
		dir + "ListQueues": `{"QueueUrls":["` + url + `orders","` + url + `plain.fifo","` + url + `odd","` + url + `swapped"]}`,
		dir + "GetQueueAttributes/orders": `{"Attributes":{"QueueArn":"` + arn + `orders","Policy":"{\"Statement\":[]}","KmsMasterKeyId":"alias/orders","SqsManagedSseEnabled":"false","MessageRetentionPeriod":"345600",
			"RedrivePolicy":"{\"deadLetterTargetArn\":\"` + arn + `dead\",\"maxReceiveCount\":5}","VisibilityTimeout":"30"}}`,
		dir + "GetQueueAttributes/plain.fifo": `{"Attributes":{"QueueArn":"` + arn + `plain.fifo","SqsManagedSseEnabled":"true","MessageRetentionPeriod":"60","FifoQueue":"true"}}`,
		dir + "GetQueueAttributes/odd":        `{"Attributes":{"QueueArn":"` + arn + `odd","SqsManagedSseEnabled":"perhaps","RedrivePolicy":"dead"}}`,
		dir + "GetQueueAttributes/swapped":    `{"Attributes":{"QueueArn":"` + arn + `orders"}}`,
	})
}

// described are queues as the facts that they have; nil is what is not known.
func described(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("sqs.queue") {
		q := r.(*sqs.Queue)
		out[q.ARN] = []any{q.FIFO(), localstacktest.Value(q.Policy), localstacktest.Value(q.KMSMasterKeyID), localstacktest.Value(q.SQSManagedSSEEnabled), localstacktest.Value(q.MessageRetentionPeriod), localstacktest.Value(q.DeadLetterTargetARN)}
	}
	return out
}

func TestQueues(t *testing.T) {
	s := localstacktest.Scan(t, account(), sqs.Collectors, localstack.Options{PageSize: 3})
	want := map[string][]any{
		arn + "orders":     {false, `{"Statement":[]}`, "alias/orders", false, 345600, arn + "dead"},
		arn + "plain.fifo": {true, "", "", true, 60, ""},
		arn + "odd":        {false, "", "", nil, nil, nil},
		arn + "swapped":    {false, nil, nil, nil, nil, nil},
	}
	if diff := cmp.Diff(want, described(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"SQS.ListQueues": 2, "SQS.GetQueueAttributes": 4}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

// TestNoQueue holds that an answer without members is what SQS says where there is no queue.
func TestNoQueue(t *testing.T) {
	s := localstacktest.Scan(t, localstacktest.Files(), sqs.Collectors, localstack.Options{})
	if c := s.CoverageOf("sqs.queue", "eu-central-1"); c.Status != inventory.Complete || c.Count != 0 {
		t.Errorf("coverage %+v", c)
	}
}

func TestDenied(t *testing.T) {
	s := localstacktest.Scan(t, account(), sqs.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"sqs:GetQueueAttributes"}}})
	want := []string{"denied", "denied", "denied", "denied", "denied"}
	for _, r := range s.Of("sqs.queue") {
		q := r.(*sqs.Queue)
		got := []string{localstacktest.Class(q.Policy), localstacktest.Class(q.KMSMasterKeyID), localstacktest.Class(q.SQSManagedSSEEnabled), localstacktest.Class(q.MessageRetentionPeriod), localstacktest.Class(q.DeadLetterTargetARN)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", q.ID, diff)
		}
	}
	s = localstacktest.Scan(t, account(), sqs.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"sqs:ListQueues"}}})
	if c := s.CoverageOf("sqs.queue", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
