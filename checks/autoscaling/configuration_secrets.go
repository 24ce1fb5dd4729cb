package autoscaling

import (
	"fmt"

	"demarc/checks"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// ConfigurationSecrets finds secrets in user data. It knows their kinds and lines; the user data was never kept.
var ConfigurationSecrets = &checks.Check[autoscaling.LaunchConfiguration]{
	Meta: checks.Meta{
		ID: "autoscaling-launch-configuration-no-secrets", Title: "The user data of launch configurations holds no secrets", Duty: responsibility.SecretsHandling, Severity: checks.Critical, Since: "0.1",
		Why:  "User data is no secret store: everybody with autoscaling:DescribeLaunchConfigurations reads it, and so does every process on every instance, at the metadata service.",
		Fix:  "Put the secret into Secrets Manager or Parameter Store, let the instance's role read it at start, change the secret, and delete the launch configuration (aws autoscaling delete-launch-configuration).",
		Refs: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"},
	},
	Run: configurationSecrets,
	Cases: []checks.Case[autoscaling.LaunchConfiguration]{
		{Name: "none", Given: configuration(userData(secrets.NoUserData)), Want: checks.Pass},
		{Name: "clean", Given: configuration(), Want: checks.Pass},
		{Name: "password", Given: configuration(userData(secrets.UserDataScanned, secrets.Finding{Kind: secrets.Assignment, Line: 2})), Want: checks.Fail},
		{Name: "unreadable", Given: configuration(userData(secrets.UserDataUnreadable)), Want: checks.Unknown},
		{Name: "unread", Given: configuration(func(c *autoscaling.LaunchConfiguration) {
			c.UserData = denied[autoscaling.UserData](autoscaling.DescribeLaunchConfigurations)
		}), Want: checks.Unknown},
	},
}

func configurationSecrets(v *checks.View[autoscaling.LaunchConfiguration]) checks.Verdict {
	data, known := checks.Read(v, v.Resource.UserData)
	var found []string
	for _, f := range data.Findings {
		found = append(found, fmt.Sprintf("%s in line %d", f.Kind, f.Line))
	}
	switch {
	case len(found) > 0:
		return v.Fail("user data holds secrets: %s", checks.First(found, 3))
	case known && data.State != secrets.NoUserData && data.State != secrets.UserDataScanned:
		return v.Unknown("the user data is %s; look through it with aws autoscaling describe-launch-configurations", data.State)
	}
	return v.Pass("no secret was found in the user data")
}
