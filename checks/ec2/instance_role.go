package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceRole asks for an instance profile, so that no long-lived keys are put on the instance.
var InstanceRole = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-role", Title: "Instances have an instance profile", Duty: responsibility.IAMPermissions, Severity: checks.Medium, Since: "0.1",
		Why:  "What runs on an instance without a role and needs AWS gets an access key in a file instead: it does not expire, it is copied with every image, and nobody rotates it. Systems Manager cannot manage the instance either.",
		Fix:  "aws ec2 associate-iam-instance-profile --instance-id INSTANCE --iam-instance-profile Name=PROFILE",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html"},
	},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		profile, _ := checks.Read(v, v.Resource.IAMInstanceProfile)
		if profile == "" {
			return v.Fail("the instance has no IamInstanceProfile")
		}
		return v.Pass("IamInstanceProfile is %s", profile)
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "profile", Given: instance(func(i *ec2.Instance) {
			i.IAMInstanceProfile = inventory.Known("arn:aws:iam::111122223333:instance-profile/web")
		}), Want: checks.Pass},
		{Name: "none", Given: instance(func(i *ec2.Instance) { i.IAMInstanceProfile = inventory.Known("") }), Want: checks.Fail},
		{Name: "notRead", Given: instance(func(*ec2.Instance) {}), Want: checks.Unknown},
	},
}
