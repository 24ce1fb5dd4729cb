package sfn

import (
	"strconv"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
	"demarc/inventory/sfn"
)

// StateMachineNoSecrets finds credentials in definitions.
var StateMachineNoSecrets = &checks.Check[sfn.StateMachine]{
	Meta: checks.Meta{
		ID: "sfn-state-machine-no-secrets", Title: "Definitions of state machines hold no secrets", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "Everybody who may describe the state machine reads its definition, and every version and every template that made it keeps a copy.",
		Fix:  "Replace the secret first: it is known. Then keep it in Secrets Manager and fetch it in the task that needs it, or use a connection of EventBridge for HTTP tasks.",
		Refs: []string{"https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html"},
	},
	Reads: []*inventory.Call{sfn.DescribeStateMachine},
	Run:   stateMachineNoSecrets,
	Cases: []checks.Case[sfn.StateMachine]{
		{Name: "none", Given: machine(), Want: checks.Pass},
		{Name: "password", Given: machine(func(m *sfn.StateMachine) {
			m.Secrets = inventory.Known([]secrets.Finding{{Kind: "assigned-secret", Line: 12}})
		}), Want: checks.Fail},
		{Name: "denied", Given: machine(func(m *sfn.StateMachine) { m.Secrets = denied[[]secrets.Finding](sfn.DescribeStateMachine) }), Want: checks.Unknown},
	},
}

func stateMachineNoSecrets(v *checks.View[sfn.StateMachine]) checks.Verdict {
	found, _ := checks.Read(v, v.Resource.Secrets)
	if len(found) == 0 {
		return v.Pass("the definition holds nothing that looks like a secret")
	}
	list := make([]string, len(found))
	for i, f := range found {
		list[i] = f.Kind + " in line " + strconv.Itoa(f.Line)
	}
	return v.Fail("the definition holds %s", checks.First(list, 5))
}
