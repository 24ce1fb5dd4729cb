package secretsmanager

import (
	"time"

	"demarc/checks"
	"demarc/inventory/secretsmanager"
)

// maxAge is how old a secret may become, or lie unused: what AWS's Foundational Security Best Practices give as the default
// of SecretsManager.3 and SecretsManager.4.
const maxAge = 90 * 24 * time.Hour

// lately judges by maxAge when something last happened to a secret, as a member of the answer says. Where it never did, the
// secret may be too new for it.
func lately(v *checks.View[secretsmanager.Secret], member string, last time.Time, never string) checks.Verdict {
	what, since := member+" is "+date(last), last
	if last.IsZero() {
		since, _ = checks.Read(v, v.Resource.CreatedDate)
		what = never + ", and CreatedDate is " + date(since)
	}
	if v.Now().Sub(since) > maxAge {
		return v.Fail("%s", what)
	}
	return v.Pass("%s", what)
}

// date writes a time for a message.
func date(t time.Time) string { return t.UTC().Format(time.DateOnly) }
