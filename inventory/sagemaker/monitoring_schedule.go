package sagemaker

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sagemaker"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A MonitoringSchedule starts monitoring jobs, by a definition that it names or by one of its own. Its id is its name.
type MonitoringSchedule struct {
	inventory.Ref
	MonitoringScheduleStatus inventory.Fact[string] `json:"MonitoringScheduleStatus,omitzero"` // Pending, Failed, Scheduled, Stopped
	// MonitoringJobDefinitionName is empty for a schedule with a definition of its own.
	MonitoringJobDefinitionName inventory.Fact[string] `json:"MonitoringJobDefinitionName,omitzero"`
	// NetworkConfig is that of the schedule's own definition. It stays unasked for a schedule that names one.
	NetworkConfig inventory.Fact[Network] `json:"MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig,omitzero" call:"DescribeMonitoringSchedule"`
}

// MonitoringScheduleType describes kind sagemaker.monitoring_schedule.
var MonitoringScheduleType = inventory.Describe[MonitoringSchedule]("sagemaker.monitoring_schedule", ListMonitoringSchedules, DescribeMonitoringSchedule, ListTags).Of(responsibility.SageMakerEndpoint)

// Type implements inventory.Resource.
func (*MonitoringSchedule) Type() *inventory.Type { return MonitoringScheduleType }

// Classify implements inventory.Resource.
func (*MonitoringSchedule) Classify() inventory.Classification {
	return watching("a schedule of monitoring jobs")
}

// MonitoringScheduleCollector brings the monitoring schedules of a region.
var MonitoringScheduleCollector = &collect.Collector{
	Types:   []*inventory.Type{MonitoringScheduleType},
	Lists:   []*inventory.Call{ListMonitoringSchedules},
	Details: []*inventory.Call{DescribeMonitoringSchedule, ListTags},
	Collect: collectMonitoringSchedules,
}

func collectMonitoringSchedules(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	var all []*MonitoringSchedule
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListMonitoringSchedulesPaginator(r.client, &sdk.ListMonitoringSchedulesInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.MonitoringScheduleSummaries {
			name := aws.ToString(x.MonitoringScheduleName)
			if name == "" {
				continue
			}
			m := &MonitoringSchedule{
				Ref:                         s.Ref(name, "sagemaker", "monitoring-schedule/"+name),
				MonitoringScheduleStatus:    inventory.FromEnum(x.MonitoringScheduleStatus),
				MonitoringJobDefinitionName: inventory.Known(aws.ToString(x.MonitoringJobDefinitionName)),
			}
			if x.MonitoringScheduleArn != nil {
				m.ARN = *x.MonitoringScheduleArn
			}
			all = append(all, m)
		}
	}
	// SageMaker describes one schedule at a time.
	s.Each(ctx, len(all), func(ctx context.Context, i int) {
		m := all[i]
		if s.Wants(DescribeMonitoringSchedule) && m.MonitoringJobDefinitionName.Or("") == "" {
			r.describeSchedule(ctx, m)
		}
		if s.Wants(ListTags) {
			m.Tags = r.tags(ctx, m.ARN)
		}
		s.Emit(m)
	})
	return broken
}

func (r run) describeSchedule(ctx context.Context, m *MonitoringSchedule) {
	x, err := r.client.DescribeMonitoringSchedule(ctx, &sdk.DescribeMonitoringScheduleInput{MonitoringScheduleName: &m.ID})
	switch {
	case err != nil:
		m.NetworkConfig = inventory.Missing[Network](r.Gap(DescribeMonitoringSchedule, err))
		return
	case x.MonitoringScheduleConfig == nil || x.MonitoringScheduleConfig.MonitoringJobDefinition == nil:
		m.NetworkConfig = inventory.FromPtr[Network](nil)
		return
	}
	var out Network
	if n := x.MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig; n != nil {
		out = Network{aws.ToBool(n.EnableInterContainerTrafficEncryption), aws.ToBool(n.EnableNetworkIsolation)}
	}
	m.NetworkConfig = inventory.Known(out)
}
