package sfn

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sfn"
)

// StateMachineLogging wants state machines to write logs.
var StateMachineLogging = &checks.Check[sfn.StateMachine]{
	Meta: checks.Meta{
		ID: "sfn-state-machine-logging", Title: "State machines write logs", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "Step Functions keeps the history of a standard execution for 90 days and of an express one not at all. Without logs nobody can tell later what ran, with which input, and where it broke.",
		Fix:  "aws stepfunctions update-state-machine --state-machine-arn ARN --logging-configuration 'level=ERROR,destinations=[{cloudWatchLogsLogGroup={logGroupArn=LOG_GROUP_ARN:*}}]'",
		Refs: []string{"https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html"},
	},
	Reads: []*inventory.Call{sfn.DescribeStateMachine},
	Run:   stateMachineLogging,
	Cases: []checks.Case[sfn.StateMachine]{
		{Name: "errors", Given: machine(), Want: checks.Pass},
		{Name: "off", Given: machine(func(m *sfn.StateMachine) { m.LogLevel = inventory.Known("OFF") }), Want: checks.Fail},
		{Name: "nowhere", Given: machine(func(m *sfn.StateMachine) { m.LogGroups = inventory.Known[[]string](nil) }), Want: checks.Fail},
		{Name: "groups_not_told", Given: machine(func(m *sfn.StateMachine) { m.LogGroups = inventory.FromPtr[[]string](nil) }), Want: checks.Unknown},
		{Name: "denied", Given: machine(func(m *sfn.StateMachine) { m.LogLevel = denied[string](sfn.DescribeStateMachine) }), Want: checks.Unknown},
	},
}

func stateMachineLogging(v *checks.View[sfn.StateMachine]) checks.Verdict {
	level, _ := checks.Read(v, v.Resource.LogLevel)
	if level == "OFF" {
		return v.Fail("loggingConfiguration.level is OFF")
	}
	groups, _ := checks.Read(v, v.Resource.LogGroups)
	if len(groups) == 0 {
		return v.Fail("loggingConfiguration.level is %s, and there is no destination", level)
	}
	return v.Pass("loggingConfiguration.level is %s, to %s", level, checks.First(groups, 2))
}
