package iam

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
)

// The builders of the worked examples. Each gives a resource of which everything is known and nothing is wrong.

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Code: "AccessDenied", Needs: c.Needs})
}

// ago is the time so many days before the worked examples are judged.
func ago(days int) time.Time { return checks.CaseTime.AddDate(0, 0, -days) }

// moment is ago in the credential report's words.
func moment(days int) inventory.Fact[iam.Moment] {
	return inventory.Known(iam.Moment(ago(days).Format("2006-01-02T15:04:05-07:00")))
}

func word(m iam.Moment) inventory.Fact[iam.Moment] { return inventory.Known(m) }

// user is a user of the API alone, with one young key in use.
func user(change func(*iam.User)) iam.User {
	u := iam.User{
		Ref:  inventory.Ref{ID: "ana", ARN: "arn:aws:iam::111122223333:user/ana", Name: "ana"},
		Path: inventory.Known("/"), CreateDate: inventory.Known(ago(400)), GroupList: inventory.Known([]string{"staff"}),
		UserPolicyList: inventory.Known([]iam.InlinePolicy{}), AttachedManagedPolicies: inventory.Known([]iam.AttachedPolicy{}), PermissionsBoundaryArn: inventory.Known(""),
		PasswordEnabled: inventory.Known(false), PasswordLastUsed: word(iam.NotApplicable), PasswordLastChanged: word(iam.NotApplicable), MFAActive: inventory.Known(false),
		AccessKey1Active: inventory.Known(true), AccessKey1LastRotated: moment(20), AccessKey1LastUsedDate: moment(1),
		AccessKey2Active: inventory.Known(false), AccessKey2LastRotated: word(iam.NotApplicable), AccessKey2LastUsedDate: word(iam.NotApplicable),
		Cert1Active: inventory.Known(false), Cert2Active: inventory.Known(false), VirtualMFADevices: inventory.Known([]string{}),
	}
	if change != nil {
		change(&u)
	}
	return u
}

// console turns a user into one that signs in with a password that was used yesterday, and has no key.
func console(u *iam.User) {
	u.PasswordEnabled, u.PasswordLastUsed, u.PasswordLastChanged, u.MFAActive = inventory.Known(true), moment(1), moment(100), inventory.Known(true)
	u.AccessKey1Active, u.AccessKey1LastRotated, u.AccessKey1LastUsedDate = inventory.Known(false), word(iam.NotApplicable), word(iam.NotApplicable)
}

func group(change func(*iam.Group)) iam.Group {
	g := iam.Group{
		Ref:  inventory.Ref{ID: "staff", ARN: "arn:aws:iam::111122223333:group/staff", Name: "staff"},
		Path: inventory.Known("/"), CreateDate: inventory.Known(ago(400)),
		GroupPolicyList: inventory.Known([]iam.InlinePolicy{}), AttachedManagedPolicies: inventory.Known([]iam.AttachedPolicy{}),
	}
	if change != nil {
		change(&g)
	}
	return g
}

// role is a role of EC2 instances that was used yesterday.
func role(change func(*iam.Role)) iam.Role {
	r := iam.Role{
		Ref:  inventory.Ref{ID: "web", ARN: "arn:aws:iam::111122223333:role/web", Name: "web"},
		Path: inventory.Known("/"), CreateDate: inventory.Known(ago(400)), AssumeRolePolicyDocument: trust(`{"Service":"ec2.amazonaws.com"}`, "sts:AssumeRole", ""),
		RolePolicyList: inventory.Known([]iam.InlinePolicy{}), AttachedManagedPolicies: inventory.Known([]iam.AttachedPolicy{}), PermissionsBoundaryArn: inventory.Known(""),
		LastUsedDate: inventory.Known(ago(1)), InstanceProfileList: inventory.Known([]string{}),
	}
	if change != nil {
		change(&r)
	}
	return r
}

// serviceLinked turns a role into one that AWS made.
func serviceLinked(r *iam.Role) {
	r.Path = inventory.Known("/aws-service-role/autoscaling.amazonaws.com/")
	r.AssumeRolePolicyDocument = trust(`{"Service":"autoscaling.amazonaws.com"}`, "sts:AssumeRole", "")
}

// identityCenter turns a role into one that IAM Identity Center made.
func identityCenter(r *iam.Role) {
	r.Path = inventory.Known("/aws-reserved/sso.amazonaws.com/eu-central-1/")
	r.AssumeRolePolicyDocument = trust(`{"Federated":"arn:aws:iam::111122223333:saml-provider/AWSSSO_x_DO_NOT_DELETE"}`, "sts:AssumeRoleWithSAML", `{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}`)
}

// policy is a customer's policy that is attached to one role.
func policy(change func(*iam.Policy)) iam.Policy {
	p := iam.Policy{
		Ref:  inventory.Ref{ID: "arn:aws:iam::111122223333:policy/read", ARN: "arn:aws:iam::111122223333:policy/read", Name: "read"},
		Path: inventory.Known("/"), Document: inventory.Known(allow(`"s3:GetObject"`, `"arn:aws:s3:::reports/*"`)), DefaultVersionID: inventory.Known("v1"),
		AttachmentCount: inventory.Known[int32](1), PermissionsBoundaryUsageCount: inventory.Known[int32](0), IsAttachable: inventory.Known(true),
		CreateDate: inventory.Known(ago(400)), UpdateDate: inventory.Known(ago(400)),
	}
	if change != nil {
		change(&p)
	}
	return p
}

const adminARN = "arn:aws:iam::aws:policy/AdministratorAccess"

// awsPolicy turns a policy into one of AWS's.
func awsPolicy(name, document string) func(*iam.Policy) {
	return func(p *iam.Policy) {
		p.ID = "arn:aws:iam::aws:policy/" + name
		p.ARN, p.Name, p.Document = p.ID, name, inventory.Known(document)
	}
}

// allow is a policy document of one statement. action and resource are JSON.
func allow(action, resource string) string {
	return `{"Version":"2012-10-17","Statement":[{"Sid":"Use","Effect":"Allow","Action":` + action + `,"Resource":` + resource + `}]}`
}

// allowIf is allow with a condition, which is JSON.
func allowIf(action, resource, condition string) string {
	return `{"Version":"2012-10-17","Statement":[{"Sid":"Use","Effect":"Allow","Action":` + action + `,"Resource":` + resource + `,"Condition":` + condition + `}]}`
}

// trust is a role's trust policy of one statement. principal and condition are JSON; an empty condition is none.
func trust(principal, action, condition string) inventory.Fact[string] {
	if condition != "" {
		condition = `,"Condition":` + condition
	}
	return inventory.Known(`{"Version":"2012-10-17","Statement":[{"Sid":"Trust","Effect":"Allow","Principal":` + principal + `,"Action":"` + action + `"` + condition + `}]}`)
}

// inlined is a list of one inline policy.
func inlined(document string) inventory.Fact[[]iam.InlinePolicy] {
	return inventory.Known([]iam.InlinePolicy{{PolicyName: "own", PolicyDocument: document}})
}

// attachedTo is a list of one attached policy.
func attachedTo(arn string) inventory.Fact[[]iam.AttachedPolicy] {
	return inventory.Known([]iam.AttachedPolicy{{PolicyName: "policy", PolicyArn: arn}})
}

// root is a root user with a hardware MFA device that nobody has used for a year.
func root(change func(*iam.Root)) iam.Root {
	r := iam.Root{
		Ref:                      inventory.Ref{ID: iam.RootName, ARN: "arn:aws:iam::111122223333:root"},
		AccountAccessKeysPresent: inventory.Known[int32](0), AccountMFAEnabled: inventory.Known[int32](1), AccountPasswordPresent: inventory.Known[int32](1),
		AccountSigningCertificatesPresent: inventory.Known[int32](0), VirtualMFADevices: inventory.Known([]string{}),
		PasswordLastUsed: moment(365), AccessKey1LastUsedDate: word(iam.NotApplicable), AccessKey2LastUsedDate: word(iam.NotApplicable),
	}
	if change != nil {
		change(&r)
	}
	return r
}

// passwords is a password policy with every requirement set.
func passwords(change func(*iam.PasswordPolicy)) iam.AccountPasswordPolicy {
	p := &iam.PasswordPolicy{
		MinimumPasswordLength: 14, PasswordReusePrevention: 24, MaxPasswordAge: 90, RequireUppercaseCharacters: true,
		RequireLowercaseCharacters: true, RequireSymbols: true, RequireNumbers: true, AllowUsersToChangePassword: true,
	}
	if change != nil {
		change(p)
	}
	return iam.AccountPasswordPolicy{Ref: passwordRef, PasswordPolicy: inventory.Known(p)}
}

var passwordRef = inventory.Ref{ID: "password-policy"}

// noPasswordPolicy is an account that left AWS's default in place.
func noPasswordPolicy() iam.AccountPasswordPolicy {
	return iam.AccountPasswordPolicy{Ref: passwordRef, PasswordPolicy: inventory.Known[*iam.PasswordPolicy](nil)}
}

// unreadPasswordPolicy is an account whose policy could not be read.
func unreadPasswordPolicy() iam.AccountPasswordPolicy {
	return iam.AccountPasswordPolicy{Ref: passwordRef, PasswordPolicy: denied[*iam.PasswordPolicy](iam.GetAccountPasswordPolicy)}
}
