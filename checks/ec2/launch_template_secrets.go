package ec2

import (
	"fmt"

	"demarc/checks"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// TemplateSecrets finds secrets in user data. It knows their kinds and lines; the user data was never kept.
var TemplateSecrets = &checks.Check[ec2.LaunchTemplate]{
	Meta: checks.Meta{
		ID: "ec2-launch-template-no-secrets", Title: "The user data of launch templates holds no secrets", Duty: responsibility.SecretsHandling, Severity: checks.Critical, Since: "0.1",
		Why:  "User data is no secret store: everybody with ec2:DescribeLaunchTemplateVersions reads it, and so does every process on every instance, at the metadata service.",
		Fix:  "Put the secret into Secrets Manager or Parameter Store, let the instance's role read it at start, change the secret, and delete the versions of the template that hold it (aws ec2 delete-launch-template-versions).",
		Refs: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"},
	},
	Run: templateSecrets,
	Cases: []checks.Case[ec2.LaunchTemplate]{
		{Name: "noUserData", Given: template(func(*ec2.TemplateVersion) {}), Want: checks.Pass},
		{Name: "clean", Given: userData(ec2.UserDataScanned), Want: checks.Pass},
		{Name: "password", Given: userData(ec2.UserDataScanned, secrets.Finding{Kind: secrets.Assignment, Line: 2}), Want: checks.Fail},
		{Name: "passwordInPart", Given: userData(ec2.UserDataPartly, secrets.Finding{Kind: secrets.Assignment, Line: 2}), Want: checks.Fail},
		{Name: "tooLong", Given: userData(ec2.UserDataPartly), Want: checks.Unknown},
		{Name: "unreadable", Given: userData(ec2.UserDataUnreadable), Want: checks.Unknown},
		{Name: "managed", Given: managedTemplate(), Want: checks.NotApplicable},
	},
}

func templateSecrets(v *checks.View[ec2.LaunchTemplate]) checks.Verdict {
	list, verdict, ok := versions(v)
	if !ok {
		return verdict
	}
	var found []string
	unread := ""
	for _, t := range list {
		for _, f := range t.UserDataFindings {
			found = append(found, fmt.Sprintf("%s in line %d of %s", f.Kind, f.Line, versionName(t)))
		}
		if t.UserData != ec2.NoUserData && t.UserData != ec2.UserDataScanned {
			unread = fmt.Sprintf("the user data of %s is %s", versionName(t), t.UserData)
		}
	}
	switch {
	case len(found) > 0:
		return v.Fail("user data holds secrets: %s", few(found))
	case unread != "":
		return v.Unknown("%s; look through it with aws ec2 describe-launch-template-versions", unread)
	}
	return v.Pass("no secret was found in the user data of %d versions", len(list))
}

func userData(state ec2.UserDataState, found ...secrets.Finding) ec2.LaunchTemplate {
	return template(func(t *ec2.TemplateVersion) { t.UserData, t.UserDataFindings = state, found })
}
