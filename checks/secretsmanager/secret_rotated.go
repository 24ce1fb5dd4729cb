package secretsmanager

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secretsmanager"
)

// SecretRotated finds secrets that are older than maxAge, however they are rotated.
var SecretRotated = &checks.Check[secretsmanager.Secret]{
	Meta: checks.Meta{
		ID: "secretsmanager-secret-rotated", Title: "Secrets are rotated at least every 90 days", Duty: responsibility.SecretsHandling, Severity: checks.Medium, Since: "0.1",
		Why:  "Whoever got hold of the secret once can use it until it changes. Rotation by schedule that is set to a year, or was switched off, protects nobody in between.",
		Fix:  "aws secretsmanager rotate-secret --secret-id NAME --rotation-rules AutomaticallyAfterDays=90",
		Refs: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-4"},
	},
	Run: secretRotated,
	Cases: append(elsewhere(), []checks.Case[secretsmanager.Secret]{
		{Name: "lately", Given: secret(), Want: checks.Pass},
		{Name: "long_ago", Given: secret(func(s *secretsmanager.Secret) { s.LastRotatedDate = inventory.Known(daysAgo(91)) }), Want: checks.Fail},
		{Name: "never", Given: never(), Want: checks.Fail},
		{Name: "new", Given: never(func(s *secretsmanager.Secret) { s.CreatedDate = inventory.Known(daysAgo(30)) }), Want: checks.Pass},
		{Name: "no_date", Given: never(func(s *secretsmanager.Secret) { s.CreatedDate = inventory.FromPtr[time.Time](nil) }), Want: checks.Unknown},
	}...),
}

func secretRotated(v *checks.View[secretsmanager.Secret]) checks.Verdict {
	if done := rotatedElsewhere(v); done != nil {
		return *done
	}
	last, _ := checks.Read(v, v.Resource.LastRotatedDate)
	return lately(v, "LastRotatedDate", last, "the secret was never rotated")
}
