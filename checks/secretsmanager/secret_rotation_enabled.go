package secretsmanager

import (
	"demarc/checks"
	"demarc/inventory/responsibility"
	"demarc/inventory/secretsmanager"
)

// SecretRotationEnabled wants secrets to be rotated without anybody having to think of it.
var SecretRotationEnabled = &checks.Check[secretsmanager.Secret]{
	Meta: checks.Meta{
		ID: "secretsmanager-secret-rotation-enabled", Title: "Secrets are rotated automatically", Duty: responsibility.SecretsHandling, Severity: checks.Medium, Since: "0.1",
		Why:  "A secret that stays the same for years is in more and more places: old laptops, logs, the heads of people who left. What rotates loses its worth by itself.",
		Fix:  "aws secretsmanager rotate-secret --secret-id NAME --rotation-lambda-arn FUNCTION_ARN --rotation-rules AutomaticallyAfterDays=30; AWS has functions for databases ready to use.",
		Refs: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1"},
	},
	Run: func(v *checks.View[secretsmanager.Secret]) checks.Verdict {
		if done := rotatedElsewhere(v); done != nil {
			return *done
		}
		if on, _ := checks.Read(v, v.Resource.RotationEnabled); !on {
			return v.Fail("RotationEnabled is not set")
		}
		return v.Pass("RotationEnabled is true")
	},
	Cases: append(elsewhere(), []checks.Case[secretsmanager.Secret]{
		{Name: "rotated", Given: secret(), Want: checks.Pass},
		{Name: "never", Given: never(), Want: checks.Fail},
	}...),
}
