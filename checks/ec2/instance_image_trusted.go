package ec2

import (
	"demarc/checks"
	"demarc/checks/eol"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// InstanceImageTrusted asks who made the image.
var InstanceImageTrusted = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-image-trusted", Title: "Instances run images of the account, of AWS, or of a known publisher", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "Anybody can publish an image under any name. People pick the first hit of a search, and run a stranger's kernel, keys and start scripts inside their network.",
		Fix:  "Replace the instance by one of an image of Amazon, of a verified provider or of your own, and allow no others: aws ec2 enable-allowed-images-settings. Name your other accounts in the policy's trustedAccounts.",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html"},
	},
	Reads: []*inventory.Call{ec2.DescribeInstanceImageMetadata},
	Run:   imageTrusted,
	Cases: []checks.Case[ec2.Instance]{
		{Name: "own", Given: ofImage("golden-7", checks.CaseAccount, ""), Want: checks.Pass},
		{Name: "amazon", Given: ofImage("al2023-ami-2023.9.20261001.0-kernel-6.12-x86_64", "137112412989", "amazon"), Want: checks.Pass},
		{Name: "publisher", Given: ofImage("debian-12-amd64-20261001-2200", "136693071363", ""), Want: checks.Pass},
		{Name: "publishersNameOfAnother", Given: ofImage("debian-12-amd64-20261001-2200", stranger, ""), Want: checks.Fail},
		{Name: "stranger", Given: ofImage("fast-and-free", stranger, ""), Want: checks.Fail},
		{Name: "trusted", Given: ofImage("golden-7", stranger, ""), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{stranger} }, Want: checks.Pass},
		{Name: "denied", Given: instance(func(i *ec2.Instance) { i.ImageOwnerAlias = denied[string](ec2.DescribeInstanceImageMetadata) }), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}

func imageTrusted(v *checks.View[ec2.Instance]) checks.Verdict {
	alias, _ := checks.Read(v, v.Resource.ImageOwnerAlias)
	switch alias {
	case "amazon", "aws-marketplace", "aws-backup-vault": // AWS sets the alias, not the owner
		return v.Pass("ImageMetadata.ImageOwnerAlias is %s", alias)
	}
	owner, _ := checks.Read(v, v.Resource.ImageOwnerID)
	if trusted(v, owner) {
		return v.Pass("the image is owned by %s, a trusted account", owner)
	}
	name, _ := checks.Read(v, v.Resource.ImageName)
	if _, published := eol.FromImage(eol.Image{Name: name, OwnerID: owner, OwnerAlias: alias}); published {
		return v.Pass("the image is owned by %s, its system's publisher", owner)
	}
	if public, known := checks.Peek(v, v.Resource.ImageIsPublic); known && !public {
		return v.Fail("the image is shared by account %s, which the policy does not trust", owner).At(checks.Medium)
	}
	return v.Fail("the image is owned by account %s, which is neither trusted nor a known publisher", owner)
}
