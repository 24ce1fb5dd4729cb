package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// UserEscalation wants no user to be a few calls away from administration.
var UserEscalation = &checks.Check[iam.User]{
	Meta: checks.Meta{
		ID:       "iam-user-no-escalation-path",
		Title:    "Users have no way of their own to become administrators",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.High,
		Since:    "0.1",
		Why:      "Who can pass an administrator's role to a function, reset an administrator's password or rewrite an attached policy is an administrator in all but name, and appears in no list of them.",
		Fix:      "Break the way at the step that is needed least: name resources in place of *, limit iam:PassRole by iam:PassedToService, or set a permissions boundary.",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
	},
	With: beyond(iam.UserType),
	Run: func(v *checks.View[iam.User]) checks.Verdict {
		return escalates(v, v.Resource.ARN)
	},
	Cases: []checks.Case[iam.User]{
		{Name: "nothing", Given: user(nil), With: []inventory.Resource{staff(), functionsAdmin(), adminPolicy()}, Want: checks.Pass},
		{Name: "administrator", Given: user(func(u *iam.User) { u.AttachedManagedPolicies = attachedTo(adminARN) }), With: []inventory.Resource{staff(), adminPolicy()}, Want: checks.NotApplicable},
		{Name: "rewrites_itself", Given: user(func(u *iam.User) { u.UserPolicyList = inlined(allow(`"iam:PutUserPolicy"`, `"*"`)) }), With: []inventory.Resource{staff()}, Want: checks.Fail},
		{Name: "passes_role", Given: user(func(u *iam.User) {
			u.UserPolicyList = inlined(allow(`["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"]`, `"*"`))
		}), With: []inventory.Resource{staff(), functionsAdmin(), adminPolicy()}, Want: checks.Fail},
		{Name: "passes_role_without_power", Given: user(func(u *iam.User) {
			u.UserPolicyList = inlined(allow(`["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"]`, `"*"`))
		}), With: []inventory.Resource{staff()}, Want: checks.Pass},
		{Name: "function_taken_over", Given: user(func(u *iam.User) { u.UserPolicyList = inlined(allow(`"lambda:UpdateFunctionCode"`, `"*"`)) }),
			With: []inventory.Resource{staff(), functionsAdmin(), adminPolicy(), &lambda.Function{
				Ref: inventory.Ref{ID: "f", ARN: "arn:aws:lambda:eu-central-1:111122223333:function:f", Region: checks.CaseRegion}, Role: inventory.Known(functionsAdmin().ARN)}}, Want: checks.Fail},
		{Name: "functions_not_listed", Given: user(func(u *iam.User) { u.UserPolicyList = inlined(allow(`"lambda:UpdateFunctionCode"`, `"*"`)) }),
			With: []inventory.Resource{staff(), functionsAdmin(), adminPolicy()}, Incomplete: []inventory.Kind{"lambda.function"}, Want: checks.Unknown},
		{Name: "functions_do_not_matter", Given: user(nil), With: []inventory.Resource{staff(), functionsAdmin(), adminPolicy()}, Incomplete: []inventory.Kind{"lambda.function"}, Want: checks.Pass},
		{Name: "bounded", Given: user(func(u *iam.User) {
			u.UserPolicyList, u.PermissionsBoundaryArn = inlined(allow(`"iam:PutUserPolicy"`, `"*"`)), inventory.Known(capPolicy().ARN)
		}), With: []inventory.Resource{staff(), capPolicy()}, Want: checks.Pass},
		{Name: "boundary_unknown", Given: user(func(u *iam.User) {
			u.UserPolicyList, u.PermissionsBoundaryArn = inlined(allow(`"iam:PutUserPolicy"`, `"*"`)), inventory.Known(capPolicy().ARN)
		}), With: []inventory.Resource{staff()}, Want: checks.Unknown},
		{Name: "with_mfa", Given: user(func(u *iam.User) {
			u.UserPolicyList = inlined(allowIf(`"iam:PutUserPolicy"`, `"*"`, `{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`))
		}), With: []inventory.Resource{staff()}, Want: checks.Unknown},
		{Name: "policies_unread", Given: user(func(u *iam.User) { u.UserPolicyList = denied[[]iam.InlinePolicy](iam.GetAccountAuthorizationDetails) }), With: []inventory.Resource{staff()}, Want: checks.Unknown},
		{Name: "roles_not_listed", Given: user(nil), With: []inventory.Resource{staff()}, Incomplete: []inventory.Kind{"iam.role"}, Want: checks.Unknown},
	},
}

// staff is the group that the users of the worked examples are in.
func staff() *iam.Group {
	g := group(nil)
	return &g
}

// functionsAdmin is an administrator that Lambda can use.
func functionsAdmin() *iam.Role {
	r := role(func(r *iam.Role) {
		r.ID, r.Name, r.ARN = "boss", "boss", "arn:aws:iam::111122223333:role/boss"
		r.AssumeRolePolicyDocument = trust(`{"Service":"lambda.amazonaws.com"}`, "sts:AssumeRole", "")
		r.AttachedManagedPolicies = attachedTo(adminARN)
	})
	return &r
}

// capPolicy is a boundary that leaves no way to administration.
func capPolicy() *iam.Policy {
	p := policy(func(p *iam.Policy) {
		p.ID, p.Name = "arn:aws:iam::111122223333:policy/cap", "cap"
		p.ARN, p.Document = p.ID, inventory.Known(allow(`["s3:*","iam:PutUserPolicy"]`, `"*"`))
	})
	return &p
}
