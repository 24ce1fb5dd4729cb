package secretsmanager

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secretsmanager"
)

// SecretUsed finds secrets that nobody has read for maxAge.
var SecretUsed = &checks.Check[secretsmanager.Secret]{
	Meta: checks.Meta{
		ID: "secretsmanager-secret-used", Title: "Secrets are in use", Duty: responsibility.SecretsHandling, Severity: checks.Low, Since: "0.1",
		Why:  "What nobody reads nobody misses, and nobody looks after: it stays valid, and opens what it always opened to whoever finds it.",
		Fix:  "Make sure that what it opens is closed, then: aws secretsmanager delete-secret --secret-id NAME --recovery-window-in-days 30; until then it can be restored.",
		Refs: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-3"},
	},
	Run: secretUsed,
	Cases: []checks.Case[secretsmanager.Secret]{
		{Name: "yesterday", Given: secret(), Want: checks.Pass},
		{Name: "long_ago", Given: secret(accessed(daysAgo(91))), Want: checks.Fail},
		{Name: "never", Given: secret(accessed(time.Time{})), Want: checks.Fail},
		{Name: "new", Given: secret(accessed(time.Time{}), func(s *secretsmanager.Secret) { s.CreatedDate = inventory.Known(daysAgo(5)) }), Want: checks.Pass},
		{Name: "of_a_service", Given: secret(accessed(daysAgo(91)), func(s *secretsmanager.Secret) { s.OwningService = inventory.Known("rds") }), Want: checks.NotApplicable},
		{Name: "replica", Given: secret(accessed(time.Time{}), func(s *secretsmanager.Secret) { s.PrimaryRegion = inventory.Known("eu-west-1") }), Want: checks.NotApplicable},
		{Name: "unread", Given: secret(func(s *secretsmanager.Secret) { s.LastAccessedDate = denied[time.Time](secretsmanager.ListSecrets) }), Want: checks.Unknown},
	},
}

func accessed(at time.Time) func(*secretsmanager.Secret) {
	return func(s *secretsmanager.Secret) { s.LastAccessedDate = inventory.Known(at) }
}

// secretUsed looks at the day of the last use. A replica may wait for the day on which its primary region fails.
func secretUsed(v *checks.View[secretsmanager.Secret]) checks.Verdict {
	owner, _ := checks.Read(v, v.Resource.OwningService)
	primary, _ := checks.Read(v, v.Resource.PrimaryRegion)
	switch {
	case owner != "":
		return v.NotApplicable("service %s made the secret, and deletes it", owner)
	case primary != "" && primary != v.Resource.Region:
		return v.NotApplicable("it is a replica of the secret in %s, and may wait for its use", primary)
	}
	last, _ := checks.Read(v, v.Resource.LastAccessedDate)
	return lately(v, "LastAccessedDate", last, "the secret was never read in this region")
}
