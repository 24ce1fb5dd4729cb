package sfn

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sfn"
)

// StateMachineTracing wants traces through the services that a state machine calls.
var StateMachineTracing = &checks.Check[sfn.StateMachine]{
	Meta: checks.Meta{
		ID: "sfn-state-machine-tracing", Title: "State machines are traced with X-Ray", Duty: responsibility.OpsLogging, Severity: checks.Low, Since: "0.1",
		Why:  "An execution runs through many services. Only a trace puts their parts of it together, with the times and errors of each.",
		Fix:  "aws stepfunctions update-state-machine --state-machine-arn ARN --tracing-configuration enabled=true",
		Refs: []string{"https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html"},
	},
	Reads: []*inventory.Call{sfn.DescribeStateMachine},
	Run: func(v *checks.View[sfn.StateMachine]) checks.Verdict {
		if enabled, _ := checks.Read(v, v.Resource.TracingEnabled); !enabled {
			return v.Fail("tracingConfiguration.enabled is false")
		}
		return v.Pass("tracingConfiguration.enabled is true")
	},
	Cases: []checks.Case[sfn.StateMachine]{
		{Name: "traced", Given: machine(), Want: checks.Pass},
		{Name: "untraced", Given: machine(func(m *sfn.StateMachine) { m.TracingEnabled = inventory.Known(false) }), Want: checks.Fail},
		{Name: "denied", Given: machine(func(m *sfn.StateMachine) { m.TracingEnabled = denied[bool](sfn.DescribeStateMachine) }), Want: checks.Unknown},
	},
}
