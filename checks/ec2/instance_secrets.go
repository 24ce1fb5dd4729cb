package ec2

import (
	"fmt"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// InstanceSecrets finds secrets in the user data of instances. It costs a call for each of them, so that it runs where it
// is asked for; the launch templates and configurations, which most user data comes from, are judged in every scan.
var InstanceSecrets = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-no-secrets", Title: "The user data of instances holds no secrets", Duty: responsibility.SecretsHandling, Severity: checks.Critical, Since: "0.1", OnRequest: true,
		Why:  "User data is no secret store: everybody with ec2:DescribeInstanceAttribute reads it, and so does every process on the instance, at the metadata service.",
		Fix:  "Change the secret first: it is known. Put it into Secrets Manager or Parameter Store, let the instance's role read it at start, stop the instance, and write the user data anew: aws ec2 modify-instance-attribute --instance-id INSTANCE --user-data Value=BASE64",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html"},
	},
	Reads: []*inventory.Call{ec2.DescribeInstanceAttribute},
	Run:   instanceSecrets,
	Cases: []checks.Case[ec2.Instance]{
		{Name: "noUserData", Given: instanceUserData(ec2.NoUserData), Want: checks.Pass},
		{Name: "clean", Given: instanceUserData(ec2.UserDataScanned), Want: checks.Pass},
		{Name: "password", Given: instanceUserData(ec2.UserDataScanned, secrets.Finding{Kind: secrets.Assignment, Line: 2}), Want: checks.Fail},
		{Name: "passwordInPart", Given: instanceUserData(ec2.UserDataPartly, secrets.Finding{Kind: secrets.Assignment, Line: 2}), Want: checks.Fail},
		{Name: "tooLong", Given: instanceUserData(ec2.UserDataPartly), Want: checks.Unknown},
		{Name: "unreadable", Given: instanceUserData(ec2.UserDataUnreadable), Want: checks.Unknown},
		{Name: "managed", Given: instance(func(i *ec2.Instance) {
			i.Operator = inventory.Known(ec2.Operator{Managed: true, Principal: "eks.amazonaws.com"})
		}), Want: checks.NotApplicable},
		{Name: "notRead", Given: instance(func(*ec2.Instance) {}), Want: checks.Unknown},
	},
}

func instanceSecrets(v *checks.View[ec2.Instance]) checks.Verdict {
	if operator, known := checks.Read(v, v.Resource.Operator); known && operator.Managed {
		return v.NotApplicable("%s operates the instance and writes its user data", operator.Principal)
	}
	data, _ := checks.Read(v, v.Resource.UserData)
	var found []string
	for _, f := range data.Findings {
		found = append(found, fmt.Sprintf("%s in line %d", f.Kind, f.Line))
	}
	switch {
	case len(found) > 0:
		return v.Fail("user data holds secrets: %s", few(found))
	case data.State == ec2.NoUserData:
		return v.Pass("there is no user data")
	case data.State != ec2.UserDataScanned:
		return v.Unknown("the user data is %s; look through it with aws ec2 describe-instance-attribute --attribute userData", data.State)
	}
	return v.Pass("no secret was found in the user data")
}

func instanceUserData(state ec2.UserDataState, found ...secrets.Finding) ec2.Instance {
	return instance(func(i *ec2.Instance) { i.UserData = inventory.Known(ec2.UserData{State: state, Findings: found}) })
}
