package ec2

import (
	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// InstanceRoleNotAdmin finds instances that hand out an administrator's credentials.
var InstanceRoleNotAdmin = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-role-not-admin", Title: "The roles of instances are no administrators", Duty: responsibility.IAMPermissions, Severity: checks.High, Since: "0.1",
		Why:  "Every process on the instance gets the role's credentials from the metadata service, and so does whoever breaks into one of them or tricks it into a request. With administration that is the whole account.",
		Fix:  "Make a role with what the instance uses, which IAM Access Analyzer writes from CloudTrail, and exchange the profile: aws ec2 replace-iam-instance-profile-association --association-id ASSOCIATION --iam-instance-profile Name=PROFILE",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html"},
	},
	With: roles.Wants(),
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		profile, known := checks.Read(v, v.Resource.IAMInstanceProfile)
		if known && profile == "" {
			return v.NotApplicable("the instance has no IamInstanceProfile")
		}
		return roles.NotAdminByProfile(v, profile)
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "narrow", Given: instance(profiled), With: roles.Example(roles.Narrow), Want: checks.Pass},
		{Name: "admin", Given: instance(profiled), With: roles.Example(roles.Admin), Want: checks.Fail},
		{Name: "can_make_itself_admin", Given: instance(profiled), With: roles.Example(roles.Escalates), Want: checks.Fail},
		{Name: "capped", Given: instance(profiled), With: roles.Bounded(roles.Admin, roles.Narrow), Want: checks.Pass},
		{Name: "profile_without_role", Given: instance(profiled), Want: checks.NotApplicable},
		{Name: "none", Given: instance(func(i *ec2.Instance) { i.IAMInstanceProfile = inventory.Known("") }), Want: checks.NotApplicable},
		{Name: "roles_denied", Given: instance(profiled), Incomplete: []inventory.Kind{iam.RoleType.Kind}, Want: checks.Unknown},
		{Name: "not_read", Given: instance(func(*ec2.Instance) {}), Want: checks.Unknown},
	},
}

// profiled gives the instance the profile of the roles of worked examples.
func profiled(i *ec2.Instance) { i.IAMInstanceProfile = inventory.Known(roles.Profile) }
