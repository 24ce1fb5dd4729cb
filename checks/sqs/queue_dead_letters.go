package sqs

import (
	"strconv"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sqs"
)

// QueueDeadLetters wants a place for messages that cannot be processed.
var QueueDeadLetters = &checks.Check[sqs.Queue]{
	Meta: checks.Meta{
		ID: "sqs-queue-dead-letter", Title: "Messages that cannot be processed are kept in a dead-letter queue", Duty: responsibility.DataBackup, Severity: checks.Informational, Since: "0.1",
		Why:  "A message that a worker cannot process comes back again and again until the retention ends, and then it is gone: nobody learns what it was. In a dead-letter queue it is kept and can be sent again.",
		Fix:  "aws sqs set-queue-attributes --queue-url URL --attributes '{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"ARN\\\",\\\"maxReceiveCount\\\":5}\"}'; on the dead-letter queue: --attributes MessageRetentionPeriod=1209600",
		Refs: []string{"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html"},
	},
	Reads: []*inventory.Call{sqs.GetQueueAttributes},
	With:  []inventory.Want{{Type: sqs.QueueType, Calls: []*inventory.Call{sqs.GetQueueAttributes}}},
	Run:   queueDeadLetters,
	Cases: []checks.Case[sqs.Queue]{
		{Name: "kept_longer", Given: queue(), With: []inventory.Resource{dead(14 * day)}, Want: checks.Pass},
		{Name: "kept_no_longer", Given: queue(), With: []inventory.Resource{dead(4 * day)}, Want: checks.Fail},
		{Name: "kept_anew", Given: queue(func(q *sqs.Queue) { q.ID += ".fifo" }), With: []inventory.Resource{dead(4 * day)}, Want: checks.Pass},
		{Name: "target_gone", Given: queue(), Want: checks.Fail},
		{Name: "target_not_listed", Given: queue(), Incomplete: []inventory.Kind{sqs.QueueType.Kind}, Want: checks.Unknown},
		{Name: "none", Given: queue(none), Want: checks.Fail},
		{Name: "is_one", Given: queue(none), With: []inventory.Resource{feeder()}, Want: checks.NotApplicable},
		{Name: "denied", Given: queue(func(q *sqs.Queue) { q.DeadLetterTargetARN = denied[string](sqs.GetQueueAttributes) }), Want: checks.Unknown},
	},
}

// none takes the dead-letter queue away.
func none(q *sqs.Queue) { q.DeadLetterTargetARN = inventory.Known("") }

// dead is the dead-letter queue of the example, and feeder one whose dead-letter queue the example is.
func dead(retention int) *sqs.Queue {
	q := queue(none, func(q *sqs.Queue) {
		q.ID, q.ARN, q.MessageRetentionPeriod = "orders-dead", caseARN+"-dead", inventory.Known(retention)
	})
	return &q
}

func feeder() *sqs.Queue {
	q := queue(func(q *sqs.Queue) { q.ID, q.ARN, q.DeadLetterTargetARN = "inbox", "inbox", inventory.Known(caseARN) })
	return &q
}

// feeders finds queues by the dead-letter queue that they name.
var feeders = &checks.Index[sqs.Queue]{Keys: func(q *sqs.Queue) inventory.Fact[[]string] {
	arn, gap := q.DeadLetterTargetARN.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	return inventory.Known([]string{arn})
}}

// queueDeadLetters follows the redrive policy. A dead-letter queue is of the same account and region. Messages keep their
// age when they move there, but for those of FIFO queues, so that it must keep them longer than the queue they come from
// (the check's reference).
func queueDeadLetters(v *checks.View[sqs.Queue]) checks.Verdict {
	target, _ := checks.Read(v, v.Resource.DeadLetterTargetARN)
	if target == "" {
		if from := checks.Referrers(v, feeders, v.Resource.ARN); len(from) > 0 {
			return v.NotApplicable("it is the dead-letter queue of %s", from[0].ID)
		}
		return v.Fail("there is no redrive policy")
	}
	other, there := checks.Find[sqs.Queue](v, v.Resource.Region, target[strings.LastIndexByte(target, ':')+1:])
	if !there {
		return v.Fail("the redrive policy names %s, which does not exist", target)
	}
	here, _ := checks.Read(v, v.Resource.MessageRetentionPeriod)
	kept, _ := checks.Read(v, other.MessageRetentionPeriod)
	if kept <= here && !v.Resource.FIFO() {
		return v.Fail("dead-letter queue %s keeps messages for %s from when they were first sent, the queue itself for %s: there may be nothing left to look at", other.ID, span(kept), span(here))
	}
	return v.Pass("messages that cannot be processed go to %s, which keeps them for %s", other.ID, span(kept))
}

// span writes a number of seconds, in days where it is whole days.
func span(seconds int) string {
	if seconds%day == 0 {
		return strconv.Itoa(seconds/day) + " days"
	}
	return strconv.Itoa(seconds) + " seconds"
}
