package sfn

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sfn"
)

// StateMachineKey wants a key of one's own for definitions and executions.
var StateMachineKey = &checks.Check[sfn.StateMachine]{
	Meta: checks.Meta{
		ID: "sfn-state-machine-customer-key", Title: "State machines are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Informational, Since: "0.1",
		Why:  "Inputs and results of executions are often copies of what a database keeps under a key of its own. Under a key that AWS owns, nobody can say who may read them, see who did, or take it back.",
		Fix:  "aws stepfunctions update-state-machine --state-machine-arn ARN --encryption-configuration type=CUSTOMER_MANAGED_KMS_KEY,kmsKeyId=KEY_ARN, after the role may use the key.",
		Refs: []string{"https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html"},
	},
	Reads: []*inventory.Call{sfn.DescribeStateMachine},
	Run: func(v *checks.View[sfn.StateMachine]) checks.Verdict {
		kind, _ := checks.Read(v, v.Resource.EncryptionType)
		if kind != "CUSTOMER_MANAGED_KMS_KEY" {
			return v.Fail("encryptionConfiguration.type is %s", kind)
		}
		key, _ := checks.Read(v, v.Resource.KMSKeyID)
		return v.Pass("encryptionConfiguration.kmsKeyId is %s", key)
	},
	Cases: []checks.Case[sfn.StateMachine]{
		{Name: "own_key", Given: machine(), Want: checks.Pass},
		{Name: "key_of_aws", Given: machine(func(m *sfn.StateMachine) {
			m.EncryptionType, m.KMSKeyID = inventory.Known("AWS_OWNED_KEY"), inventory.Known("")
		}), Want: checks.Fail},
		{Name: "denied", Given: machine(func(m *sfn.StateMachine) { m.EncryptionType = denied[string](sfn.DescribeStateMachine) }), Want: checks.Unknown},
	},
}
