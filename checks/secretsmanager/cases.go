package secretsmanager

import (
	"time"

	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/secretsmanager"
)

// caseARN is the ARN of the secret of the worked examples.
const caseARN = "arn:aws:secretsmanager:" + checks.CaseRegion + ":" + checks.CaseAccount + ":secret:orders/db-AbCdEf"

// examples are secrets with policies.
var examples = resourcepolicy.Examples[secretsmanager.Secret]{
	With: func(policy inventory.Fact[string]) secretsmanager.Secret {
		return secret(func(s *secretsmanager.Secret) { s.Policy = policy })
	},
	Call: secretsmanager.GetResourcePolicy, Action: "secretsmanager:GetSecretValue", ARN: caseARN,
}

// policyOf is where the policy of a secret is.
func policyOf(s *secretsmanager.Secret) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: s.Policy, Type: "secretsmanager.secret", ARN: s.ARN}
}

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// daysAgo is a time before that of the worked cases.
func daysAgo(n int) time.Time { return checks.CaseTime.AddDate(0, 0, -n) }

// secret is one with which nothing is wrong, with the changes.
func secret(changes ...func(*secretsmanager.Secret)) secretsmanager.Secret {
	s := secretsmanager.Secret{
		Ref:      inventory.Ref{ID: "orders/db", ARN: caseARN, Region: checks.CaseRegion},
		KMSKeyID: inventory.Known("arn:aws:kms:eu-central-1:111122223333:key/1"), RotationEnabled: inventory.Known(true),
		NextRotationDate: inventory.Known(daysAgo(-20)), LastRotatedDate: inventory.Known(daysAgo(10)), LastAccessedDate: inventory.Known(daysAgo(1)),
		CreatedDate: inventory.Known(daysAgo(400)), OwningService: inventory.Known(""), PrimaryRegion: inventory.Known(""), Policy: inventory.Known(""),
	}
	for _, change := range changes {
		change(&s)
	}
	return s
}
