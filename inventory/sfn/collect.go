package sfn

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
)

// StateMachineCollector brings the state machines of a region.
var StateMachineCollector = &collect.Collector{
	Types:   []*inventory.Type{StateMachineType},
	Lists:   []*inventory.Call{ListStateMachines},
	Details: []*inventory.Call{DescribeStateMachine, ListTagsForResource},
	Collect: collectStateMachines,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"ListStateMachines": {"stateMachines"}, "DescribeStateMachine": {"stateMachineArn"}, "ListTagsForResource": {"tags"}}

// pageSize is the most that ListStateMachines returns in a page.
const pageSize = 1000

type run struct {
	*collect.Scan
	client *sdk.Client
}

func collectStateMachines(ctx context.Context, s *collect.Scan) error {
	r := run{s, sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })}
	var machines []*StateMachine
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListStateMachinesPaginator(r.client, &sdk.ListStateMachinesInput{MaxResults: pageSize})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.StateMachines {
			name := aws.ToString(x.Name)
			if name == "" {
				continue
			}
			m := &StateMachine{Ref: s.Ref(name, "states", "stateMachine:"+name), MachineType: inventory.FromEnum(x.Type)}
			if x.StateMachineArn != nil {
				m.ARN = *x.StateMachineArn
			}
			machines = append(machines, m)
		}
	}
	// Step Functions describes one state machine at a time.
	s.Each(ctx, len(machines), func(ctx context.Context, i int) {
		if s.Wants(DescribeStateMachine) {
			r.describe(ctx, machines[i])
		}
		if s.Wants(ListTagsForResource) {
			machines[i].Tags = r.tags(ctx, machines[i].ARN)
		}
		s.Emit(machines[i])
	})
	return broken
}

func (r run) describe(ctx context.Context, m *StateMachine) {
	out, err := r.client.DescribeStateMachine(ctx, &sdk.DescribeStateMachineInput{StateMachineArn: &m.ARN})
	var sealed *types.KmsAccessDeniedException
	if errors.As(err, &sealed) {
		// All but the definition can be read without the key.
		gap := r.Gap(DescribeStateMachine, err)
		gap.Class, gap.Detail, gap.Needs = inventory.Denied, "the definition is encrypted with a key that the caller may not use", []string{"kms:Decrypt"}
		m.Secrets = inventory.Missing[[]secrets.Finding](gap)
		out, err = r.client.DescribeStateMachine(ctx, &sdk.DescribeStateMachineInput{StateMachineArn: &m.ARN, IncludedData: types.IncludedDataMetadataOnly})
	} else if err == nil {
		m.Secrets = found(out.Definition)
	}
	if err != nil {
		m.undescribed(r.Gap(DescribeStateMachine, err))
		return
	}
	m.RoleARN = inventory.FromPtr(out.RoleArn)
	if l := out.LoggingConfiguration; l != nil {
		m.LogLevel = inventory.FromEnum(l.Level)
		var groups []string
		for _, d := range l.Destinations {
			if d.CloudWatchLogsLogGroup != nil {
				groups = append(groups, aws.ToString(d.CloudWatchLogsLogGroup.LogGroupArn))
			}
		}
		slices.Sort(groups)
		m.LogGroups = inventory.Known(groups)
	} else {
		m.LogLevel, m.LogGroups = inventory.FromPtr[string](nil), inventory.FromPtr[[]string](nil)
	}
	m.TracingEnabled = inventory.FromPtr[bool](nil)
	if out.TracingConfiguration != nil {
		m.TracingEnabled = inventory.Known(out.TracingConfiguration.Enabled)
	}
	// Without a configuration Step Functions encrypts with a key that AWS owns (Developer Guide, "Data at rest encryption
	// in Step Functions").
	m.EncryptionType, m.KMSKeyID = inventory.Known(string(types.EncryptionTypeAwsOwnedKey)), inventory.Known("")
	if e := out.EncryptionConfiguration; e != nil {
		m.EncryptionType, m.KMSKeyID = inventory.FromEnum(e.Type), inventory.Known(aws.ToString(e.KmsKeyId))
	}
}

// found searches a definition for secrets. What is too long to be searched to its end is not known to have none.
func found(definition *string) inventory.Fact[[]secrets.Finding] {
	if definition == nil {
		return inventory.FromPtr[[]secrets.Finding](nil)
	}
	list, whole := secrets.Find([]byte(*definition))
	if !whole && len(list) == 0 {
		return inventory.Missing[[]secrets.Finding](&inventory.Gap{Class: inventory.Failed, Call: DescribeStateMachine.String(), Detail: "the definition was too long to be searched to its end"})
	}
	return inventory.Known(list)
}

func (m *StateMachine) undescribed(gap *inventory.Gap) {
	text := inventory.Missing[string](gap)
	m.RoleARN, m.LogLevel, m.EncryptionType, m.KMSKeyID = text, text, text, text
	m.LogGroups, m.TracingEnabled = inventory.Missing[[]string](gap), inventory.Missing[bool](gap)
	if m.Secrets.IsZero() {
		m.Secrets = inventory.Missing[[]secrets.Finding](gap)
	}
}

func (r run) tags(ctx context.Context, arn string) inventory.Fact[map[string]string] {
	tags := map[string]string{}
	out, err := r.client.ListTagsForResource(ctx, &sdk.ListTagsForResourceInput{ResourceArn: &arn})
	if err == nil {
		for _, t := range out.Tags {
			tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
		}
	}
	return collect.Answer(r.Scan, ListTagsForResource, tags, err)
}
