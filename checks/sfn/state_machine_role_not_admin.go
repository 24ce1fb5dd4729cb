package sfn

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sfn"
)

// StateMachineRoleNotAdmin finds state machines that run as administrators.
var StateMachineRoleNotAdmin = &checks.Check[sfn.StateMachine]{
	Meta: checks.Meta{
		ID: "sfn-state-machine-role-not-admin", Title: "The roles of state machines are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.High, Since: "0.1",
		Why:  "A state machine calls any API that its role may call. Whoever may change its definition, or choose its input well, acts as the role; with administration that is the whole account.",
		Fix:  "Give the state machine a role with the actions and resources of its states: aws stepfunctions update-state-machine --state-machine-arn ARN --role-arn ROLE_ARN",
		Refs: []string{"https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html"},
	},
	Reads: []*inventory.Call{sfn.DescribeStateMachine},
	With:  roles.Wants(),
	Run: func(v *checks.View[sfn.StateMachine]) checks.Verdict {
		arn, ok := checks.Read(v, v.Resource.RoleARN)
		if !ok {
			return v.Unknown("roleArn is not known")
		}
		return roles.NotAdmin(v, arn)
	},
	Cases: []checks.Case[sfn.StateMachine]{
		{Name: "narrow", Given: machine(), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: machine(), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "gone", Given: machine(), Want: checks.NotApplicable},
		{Name: "denied", Given: machine(func(m *sfn.StateMachine) { m.RoleARN = denied[string](sfn.DescribeStateMachine) }), With: roles.Example(roles.Narrow), Want: checks.Unknown},
	},
}
