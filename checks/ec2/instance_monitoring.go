package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceMonitoring asks for metrics by the minute.
var InstanceMonitoring = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-detailed-monitoring", Title: "Instances send metrics every minute", Duty: responsibility.OpsLogging, Severity: checks.Informational, Since: "0.1",
		Why:  "Basic monitoring has one point in five minutes. An alarm on it reacts late, and a short burst of traffic or computing, such as a miner's first test, is averaged away.",
		Fix:  "aws ec2 monitor-instances --instance-ids INSTANCE",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html"},
	},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		state, _ := checks.Read(v, v.Resource.Monitoring)
		switch state {
		case "enabled", "pending":
			return v.Pass("Monitoring.State is %s", state)
		}
		return v.Fail("Monitoring.State is %s", state)
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "enabled", Given: instance(func(i *ec2.Instance) { i.Monitoring = inventory.Known("enabled") }), Want: checks.Pass},
		{Name: "disabled", Given: instance(func(i *ec2.Instance) { i.Monitoring = inventory.Known("disabled") }), Want: checks.Fail},
		{Name: "notAnswered", Given: instance(func(*ec2.Instance) {}), Want: checks.Unknown},
	},
}
