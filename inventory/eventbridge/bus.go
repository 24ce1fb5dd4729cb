package eventbridge

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// BusType describes kind eventbridge.bus. The matrix has no row for it; it borrows that of a queue, which is the same to
// its customer: AWS runs all of it, keeps what is in it for a while, and lets in whom the policy names.
var BusType = inventory.Describe[Bus]("eventbridge.bus", ListEventBuses).Of(responsibility.SQSQueue)

// DefaultBus is the name of the bus to which AWS services send their events. Every account has it in every region.
const DefaultBus = "default"

// A Bus is an event bus. Its id is its name.
type Bus struct {
	inventory.Ref

	// Policy is the resource policy as JSON text; empty when there is none.
	Policy inventory.Fact[string] `json:"EventBuses.Policy,omitzero"`
}

// Type implements inventory.Resource.
func (*Bus) Type() *inventory.Type { return BusType }

// Classify implements inventory.Resource.
func (*Bus) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SQSQueue, Why: "an event bus is judged as a queue: AWS runs both alike"}
}

// BusCollector brings the event buses of a region.
var BusCollector = &collect.Collector{
	Types:   []*inventory.Type{BusType},
	Scope:   collect.Regional,
	Lists:   []*inventory.Call{ListEventBuses},
	Collect: collectBuses,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"ListEventBuses": {"EventBuses"}}

// pageSize is the most that ListEventBuses returns in a page.
const pageSize = 100

func collectBuses(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	in := &sdk.ListEventBusesInput{Limit: aws.Int32(pageSize)}
	for page, err := range collect.Pages(ctx, &pager{client: client, in: in}) {
		if err != nil {
			return err
		}
		for _, x := range page.EventBuses {
			name := aws.ToString(x.Name)
			// The policy is left out where there is none.
			b := &Bus{Ref: s.Ref(name, "events", "event-bus/"+name), Policy: inventory.Known(aws.ToString(x.Policy))}
			if x.Arn != nil {
				b.ARN = *x.Arn
			}
			s.Emit(b)
		}
	}
	return nil
}

// pager walks ListEventBuses, for which the SDK has no paginator.
type pager struct {
	client *sdk.Client
	in     *sdk.ListEventBusesInput
	done   bool
}

func (p *pager) HasMorePages() bool { return !p.done }

func (p *pager) NextPage(ctx context.Context, options ...func(*sdk.Options)) (*sdk.ListEventBusesOutput, error) {
	out, err := p.client.ListEventBuses(ctx, p.in, options...)
	if err != nil {
		return nil, err
	}
	p.in.NextToken = out.NextToken
	p.done = aws.ToString(out.NextToken) == ""
	return out, nil
}
