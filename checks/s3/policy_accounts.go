package s3

import (
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketPolicyTrustedAccounts finds policies that let in accounts and organisations which the user did not name.
var BucketPolicyTrustedAccounts = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-policy-trusted-accounts",
		Title:    "The bucket policy lets trusted accounts in, and no others",
		Duty:     responsibility.AccessPolicy,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "An account that the policy names can give the access to any of its users. A partner's that was forgotten reads on; one that may change the policy, the ACLs or the encryption can take the bucket over.",
		Fix:      "Take the account out of the policy (aws s3api put-bucket-policy), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{
			"https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6",
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html",
		},
	},
	Reads: []*inventory.Call{s3.GetBucketPolicy},
	With:  guardrails.Wants(),
	Run:   bucketPolicyTrustedAccounts,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "no_policy", Given: bucket(), Want: checks.Pass},
		{Name: "deny_alone", Given: bucket(policy(tlsPolicy)), Want: checks.Pass},
		{Name: "other_account", Given: bucket(policy(partnerPolicy)), Want: checks.Fail},
		{Name: "other_account_rules", Given: bucket(policy(strings.Replace(partnerPolicy, `"s3:GetObject","Resource":"arn:aws:s3:::orders/*"`, `"s3:*","Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"]`, 1))), Want: checks.Fail},
		{Name: "trusted_account", Given: bucket(policy(partnerPolicy)), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "everyone", Given: bucket(policy(readPolicy)), Want: checks.Fail},
		{Name: "cloudfront_identity", Given: bucket(policy(strings.Replace(partnerPolicy, "arn:aws:iam::444455556666:root", "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABC", 1))), Want: checks.Pass},
		{Name: "canonical_user", Given: bucket(policy(strings.Replace(partnerPolicy, `"AWS":"arn:aws:iam::444455556666:root"`, `"CanonicalUser":"`+ownerID+`"`, 1))), Want: checks.Unknown},
		{Name: "vpc_endpoint", Given: bucket(policy(vpcPolicy)), Want: checks.Pass},
		{Name: "denied", Given: bucket(noPolicy), Want: checks.Unknown},
	},
}

func bucketPolicyTrustedAccounts(v *checks.View[s3.Bucket]) checks.Verdict {
	doc, unread := document(v)
	if unread != nil {
		return *unread
	}
	d := decide(v, doc)
	outsiders := v.Policy().Outsiders(d.Accounts, d.Orgs)
	var unnamed []string
	for _, g := range d.Grants {
		// A network is no account, and CloudFront's identities belong to no account that could use them otherwise.
		if g.Class == access.ClassFixedPrincipal && g.Witness != nil && g.Witness.Principal != "*" && !strings.Contains(g.Witness.Principal, ":cloudfront:user/") {
			unnamed = append(unnamed, g.Witness.Principal)
		}
	}
	switch {
	case d.Class.Public():
		return v.Fail("the policy is %s: %s", d.Class, d.Why).At(checks.High)
	case len(outsiders) > 0:
		if power := takeover(v, doc, d); power != "" {
			return v.Fail("the policy lets in %s, with %s", checks.First(outsiders, 5), power).At(checks.High)
		}
		return v.Fail("the policy lets in %s", checks.First(outsiders, 5))
	case d.Class == access.ClassUnknown:
		return v.Unknown("it cannot be told whom the policy lets in: %s", d.Why)
	case len(unnamed) > 0:
		return v.Unknown("the policy names principals whose account it does not tell: %s", checks.First(unnamed, 3))
	}
	return v.Pass("the policy lets in no account that is not trusted")
}

// takeover returns the first action by which an outsider can take the bucket over: those that S3.6 of AWS's
// Foundational Security Best Practices names.
func takeover(v *checks.View[s3.Bucket], doc *access.Document, d access.Decision) string {
	for _, g := range d.Grants {
		if g.Class != access.ClassCrossAccount && g.Class != access.ClassOrg || g.Witness == nil || len(v.Policy().Outsiders(g.Accounts, g.Orgs)) == 0 {
			continue
		}
		if hit, _ := try(v, doc, g, []probe{
			{"s3:PutBucketPolicy", false}, {"s3:DeleteBucketPolicy", false}, {"s3:PutBucketAcl", false}, {"s3:PutEncryptionConfiguration", false}, {"s3:PutObjectAcl", true},
		}); hit != "" {
			return hit
		}
	}
	return ""
}
