package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// MonitoringScheduleNetworkIsolation finds schedules whose jobs can call out. Of a schedule that names a definition, the
// checks of that definition speak.
var MonitoringScheduleNetworkIsolation = &checks.Check[sagemaker.MonitoringSchedule]{
	Meta: checks.Meta{
		ID: "sagemaker-monitoring-schedule-network-isolation", Title: "The jobs of monitoring schedules run in network isolation", Duty: responsibility.NetSegmentation, Severity: checks.Medium, Since: "0.1",
		Why:  "The job reads what reaches the endpoint and what it answers. Without isolation its container opens connections to anywhere, and what it read can leave by them.",
		Fix:  "aws sagemaker update-monitoring-schedule --monitoring-schedule-name NAME with EnableNetworkIsolation=true in the NetworkConfig of its MonitoringJobDefinition.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-scheduling.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-14"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeMonitoringSchedule},
	Run: func(v *checks.View[sagemaker.MonitoringSchedule]) checks.Verdict {
		if name, ok := checks.Read(v, v.Resource.MonitoringJobDefinitionName); ok && name != "" {
			return v.NotApplicable("the schedule runs job definition %s, which has a verdict of its own", name)
		}
		return isolated(v, v.Resource.NetworkConfig)
	},
	Cases: append(networkCases(sagemaker.DescribeMonitoringSchedule, schedule),
		checks.Case[sagemaker.MonitoringSchedule]{Name: "by_name", Given: sagemaker.MonitoringSchedule{Ref: watch, MonitoringJobDefinitionName: inventory.Known("drift")}, Want: checks.NotApplicable}),
}

// schedule is a schedule with a definition of its own.
func schedule(n inventory.Fact[sagemaker.Network]) sagemaker.MonitoringSchedule {
	return sagemaker.MonitoringSchedule{Ref: watch, MonitoringScheduleStatus: inventory.Known("Scheduled"), MonitoringJobDefinitionName: inventory.Known(""), NetworkConfig: n}
}
