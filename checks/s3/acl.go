package s3

import (
	"slices"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketACLNotPublic finds grants of the bucket's ACL to everyone.
var BucketACLNotPublic = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-acl-not-public",
		Title:    "Bucket ACLs grant nothing to everyone",
		Duty:     responsibility.NetExposure,
		Severity: checks.Critical,
		Since:    "0.1",
		Why:      "A grant to AllUsers is a grant to the internet, and one to AuthenticatedUsers to every AWS account in the world, not to those of your own. Listing a bucket is how most leaks begin.",
		Fix:      "aws s3api put-bucket-acl --bucket BUCKET --acl private; better, switch ACLs off: aws s3api put-bucket-ownership-controls --bucket BUCKET --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'",
		Refs: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
		},
	},
	Reads: []*inventory.Call{s3.GetBucketOwnershipControls, s3.GetBucketACL, s3.GetPublicAccessBlock, s3.GetAccountPublicAccessBlock},
	Run:   bucketACLNotPublic,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "enforced", Given: bucket(), Want: checks.Pass},
		{Name: "owner_alone", Given: bucket(acl()), Want: checks.Pass},
		{Name: "everyone_reads", Given: bucket(acl([2]string{allUsers, "READ"})), Want: checks.Fail},
		{Name: "every_account_writes", Given: bucket(acl([2]string{signedIn, "WRITE"})), Want: checks.Fail},
		{Name: "log_delivery", Given: bucket(acl([2]string{"http://acs.amazonaws.com/groups/s3/LogDelivery", "WRITE"})), Want: checks.Pass},
		{Name: "ignored", Given: bucket(acl([2]string{allUsers, "READ"}), own(s3.PublicAccessBlock{IgnorePublicAcls: true})), Want: checks.Pass},
		{Name: "ignored_and_not_asked", Given: bucket(func(b *s3.Bucket) { b.ObjectOwnership, b.ACL = inventory.Known(""), inventory.Fact[s3.ACL]{} }, own(blocked())), Want: checks.Pass},
		{Name: "ignored_by_the_account", Given: bucket(acl([2]string{allUsers, "READ"}), accounts(blocked())), Want: checks.Pass},
		{Name: "block_denied", Given: bucket(acl([2]string{allUsers, "READ"}), noBlock), Want: checks.Unknown},
		{Name: "acl_denied", Given: bucket(noACL), Want: checks.Unknown},
	},
}

func bucketACLNotPublic(v *checks.View[s3.Bucket]) checks.Verdict {
	ownership, _ := checks.Read(v, v.Resource.ObjectOwnership)
	if ownership == "BucketOwnerEnforced" {
		return v.Pass("ObjectOwnership is BucketOwnerEnforced: ACLs have no effect")
	}
	if inForce(v, ignores) {
		return v.Pass("IgnorePublicAcls takes the effect from public ACLs, of the bucket and of its objects")
	}
	list, _ := checks.Read(v, v.Resource.ACL)
	if public := publicGrants(list); len(public) > 0 {
		return v.Fail("the ACL grants %s", checks.First(public, 3))
	}
	return v.Pass("none of the %d grants of the bucket's ACL is to everyone", len(list.Grants))
}

// everyone are the groups that hold strangers (User Guide, "Access control list (ACL) overview").
func everyone(uri string) string {
	switch uri {
	case "http://acs.amazonaws.com/groups/global/AllUsers":
		return "everyone (AllUsers)"
	case "http://acs.amazonaws.com/groups/global/AuthenticatedUsers":
		return "every AWS account (AuthenticatedUsers)"
	}
	return ""
}

// publicGrants describes an ACL's grants to strangers of one of the permissions, or of any when none is named.
func publicGrants(a s3.ACL, permissions ...string) []string {
	var out []string
	for _, g := range a.Grants {
		if who := everyone(g.URI); who != "" && (len(permissions) == 0 || slices.Contains(permissions, g.Permission)) {
			out = append(out, g.Permission+" to "+who)
		}
	}
	return out
}
