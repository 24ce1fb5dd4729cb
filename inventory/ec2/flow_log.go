package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// A FlowLog records the traffic of a VPC, a subnet, an interface or a transit gateway.
type FlowLog struct {
	inventory.Ref
	ResourceID inventory.Fact[string] `json:"ResourceId,omitzero"`
	// TrafficType is "ACCEPT", "REJECT" or "ALL".
	TrafficType inventory.Fact[string] `json:"TrafficType,omitzero"`
	// FlowLogStatus is "ACTIVE".
	FlowLogStatus inventory.Fact[string] `json:"FlowLogStatus,omitzero"`
	// DeliverLogsStatus is "SUCCESS" or "FAILED".
	DeliverLogsStatus inventory.Fact[string] `json:"DeliverLogsStatus,omitzero"`
	// DeliverLogsErrorMessage is "Rate limited", "Access error" or "Unknown error" after a failure, else empty.
	DeliverLogsErrorMessage inventory.Fact[string] `json:"DeliverLogsErrorMessage,omitzero"`
	LogDestinationType      inventory.Fact[string] `json:"LogDestinationType,omitzero"`
}

// FlowLogType describes FlowLog.
var FlowLogType = inventory.Describe[FlowLog]("ec2.flow_log", DescribeFlowLogs)

// Type implements inventory.Resource.
func (*FlowLog) Type() *inventory.Type { return FlowLogType }

// Classify implements inventory.Resource. Flow logs are read by the checks of what they record.
func (*FlowLog) Classify() inventory.Classification { return inventory.Classification{} }

// FlowLogCollector lists flow logs.
var FlowLogCollector = &collect.Collector{
	Types:   []*inventory.Type{FlowLogType},
	Lists:   []*inventory.Call{DescribeFlowLogs},
	Collect: collectFlowLogs,
}

func collectFlowLogs(ctx context.Context, s *collect.Scan) error {
	p := sdk.NewDescribeFlowLogsPaginator(sdk.NewFromConfig(s.Config()), &sdk.DescribeFlowLogsInput{MaxResults: aws.Int32(pageOfMost)})
	return walk(ctx, p, func(out *sdk.DescribeFlowLogsOutput) {
		for _, x := range out.FlowLogs {
			id, ok := identified(s, FlowLogType, x.FlowLogId)
			if !ok {
				continue
			}
			s.Emit(&FlowLog{
				Ref:               tagged(s.Ref(id, "ec2", "vpc-flow-log/"+id), x.Tags),
				ResourceID:        inventory.FromPtr(x.ResourceId),
				TrafficType:       inventory.FromEnum(x.TrafficType),
				FlowLogStatus:     inventory.FromPtr(x.FlowLogStatus),
				DeliverLogsStatus: inventory.FromPtr(x.DeliverLogsStatus),
				// The API gives a message after a failure alone.
				DeliverLogsErrorMessage: inventory.Known(aws.ToString(x.DeliverLogsErrorMessage)),
				LogDestinationType:      inventory.FromEnum(x.LogDestinationType),
			})
		}
	})
}
