package secretsmanager

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secretsmanager"
)

// SecretRotationSuccessful finds rotations that were due and did not happen. Secrets Manager tries a failed rotation
// several times; after that the date of the next one stays in the past (API reference, DescribeSecret).
var SecretRotationSuccessful = &checks.Check[secretsmanager.Secret]{
	Meta: checks.Meta{
		ID: "secretsmanager-secret-rotation-successful", Title: "Automatic rotations of secrets succeed", Duty: responsibility.SecretsHandling, Severity: checks.Medium, Since: "0.1",
		Why:  "A rotation that fails leaves the old secret in use while everybody believes that it changes, and may leave a new one half set, with which the next login fails.",
		Fix:  "Look for the reason in the log of the rotation function and in CloudTrail (RotationFailed), mend it, then: aws secretsmanager rotate-secret --secret-id NAME",
		Refs: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-2"},
	},
	Run: secretRotationSuccessful,
	Cases: append(elsewhere(), []checks.Case[secretsmanager.Secret]{
		{Name: "on_time", Given: secret(), Want: checks.Pass},
		{Name: "overdue", Given: secret(func(s *secretsmanager.Secret) { s.NextRotationDate = inventory.Known(daysAgo(3)) }), Want: checks.Fail},
		{Name: "overdue_since_ever", Given: never(func(s *secretsmanager.Secret) {
			s.RotationEnabled, s.NextRotationDate = inventory.Known(true), inventory.Known(daysAgo(3))
		}), Want: checks.Fail},
		{Name: "on_and_no_date", Given: never(func(s *secretsmanager.Secret) { s.RotationEnabled = inventory.Known(true) }), Want: checks.Unknown},
		{Name: "not_rotated", Given: never(), Want: checks.NotApplicable},
	}...),
}

func secretRotationSuccessful(v *checks.View[secretsmanager.Secret]) checks.Verdict {
	if done := rotatedElsewhere(v); done != nil {
		return *done
	}
	if on, _ := checks.Read(v, v.Resource.RotationEnabled); !on {
		return v.NotApplicable("the secret is not rotated automatically")
	}
	next, _ := checks.Read(v, v.Resource.NextRotationDate)
	last, _ := checks.Read(v, v.Resource.LastRotatedDate)
	before := "never rotated"
	if !last.IsZero() {
		before = "last rotated on " + date(last)
	}
	switch {
	case next.IsZero():
		return v.Unknown("rotation is on, and the answer has no NextRotationDate")
	case next.Before(v.Now()):
		return v.Fail("NextRotationDate is %s, which is past: %s", date(next), before)
	}
	return v.Pass("NextRotationDate is %s: %s", date(next), before)
}
