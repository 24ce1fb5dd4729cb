package sfn

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/secrets"
	"demarc/inventory/sfn"
)

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// machine is a state machine of which everything is known and nothing is wrong, with the changes.
func machine(changes ...func(*sfn.StateMachine)) sfn.StateMachine {
	m := sfn.StateMachine{
		Ref:         inventory.Ref{ID: "orders", ARN: "arn:aws:states:eu-central-1:111122223333:stateMachine:orders", Region: checks.CaseRegion},
		MachineType: inventory.Known("STANDARD"), RoleARN: inventory.Known(roles.ARN),
		LogLevel: inventory.Known("ERROR"), LogGroups: inventory.Known([]string{"arn:aws:logs:eu-central-1:111122223333:log-group:orders:*"}),
		TracingEnabled: inventory.Known(true), EncryptionType: inventory.Known("CUSTOMER_MANAGED_KMS_KEY"), KMSKeyID: inventory.Known("alias/orders"),
		Secrets: inventory.Known[[]secrets.Finding](nil),
	}
	for _, change := range changes {
		change(&m)
	}
	return m
}
