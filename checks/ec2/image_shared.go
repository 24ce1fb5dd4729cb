package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// ImageShared finds own images that single accounts or organisations outside can launch. That all accounts can is
// another check.
var ImageShared = &checks.Check[ec2.Image]{
	Meta: checks.Meta{
		ID: "ec2-image-trusted-sharing", Title: "The account's images are shared with trusted accounts only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "An account that may launch an image can read all of its disks, and copy it for good where its snapshots are shared too.",
		Fix:  "aws ec2 modify-image-attribute --image-id IMAGE --launch-permission 'Remove=[{UserId=ACCOUNT}]', or name the account in the policy's trustedAccounts, your organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-explicit.html"},
	},
	Reads: []*inventory.Call{ec2.DescribeImageAttribute},
	Run: func(v *checks.View[ec2.Image]) checks.Verdict {
		permissions, _ := checks.Read(v, v.Resource.LaunchPermissions)
		var foreign []string
		for _, p := range permissions {
			for _, arn := range []string{p.OrganizationARN, p.OrganizationalUnitARN} {
				if arn != "" && !trustedOrganization(v, arn) {
					foreign = append(foreign, arn)
				}
			}
			if p.UserID != "" && !trusted(v, p.UserID) {
				foreign = append(foreign, p.UserID)
			}
		}
		if len(foreign) > 0 {
			return v.Fail("whom the policy does not trust can launch the image: %s", few(foreign))
		}
		return v.Pass("launchPermission names nobody whom the policy does not trust")
	},
	Cases: []checks.Case[ec2.Image]{
		{Name: "private", Given: image(func(*ec2.Image) {}), Want: checks.Pass},
		{Name: "account", Given: sharedImage(ec2.LaunchPermission{UserID: stranger}), Want: checks.Fail},
		{Name: "trustedAccount", Given: sharedImage(ec2.LaunchPermission{UserID: stranger}), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{stranger} }, Want: checks.Pass},
		{Name: "ownOrganization", Given: sharedImage(ec2.LaunchPermission{OrganizationARN: "arn:aws:organizations::444455556666:organization/o-own1234567"}), Policy: inOrganization, Want: checks.Pass},
		{Name: "ownUnit", Given: sharedImage(ec2.LaunchPermission{OrganizationalUnitARN: "arn:aws:organizations::444455556666:ou/o-own1234567/ou-ab12-34567890"}), Policy: inOrganization, Want: checks.Pass},
		{Name: "otherOrganization", Given: sharedImage(ec2.LaunchPermission{OrganizationARN: "arn:aws:organizations::444455556666:organization/o-other12345"}), Policy: inOrganization, Want: checks.Fail},
		{Name: "denied", Given: image(func(i *ec2.Image) { i.LaunchPermissions = denied[[]ec2.LaunchPermission](ec2.DescribeImageAttribute) }), Want: checks.Unknown},
	},
}

func inOrganization(p *checks.Policy) { p.OrganizationID = "o-own1234567" }

func sharedImage(ps ...ec2.LaunchPermission) ec2.Image {
	return image(func(i *ec2.Image) { i.LaunchPermissions = inventory.Known(ps) })
}
