package iam

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/responsibility"
)

// PolicyAttached wants the customer's policies to be in use.
var PolicyAttached = &checks.Check[iam.Policy]{
	Meta: checks.Meta{
		ID:       "iam-policy-attached",
		Title:    "Customer managed policies are in use",
		Duty:     responsibility.IAMPermissions,
		Severity: checks.Informational,
		Since:    "0.1",
		Why:      "A policy that nobody uses is not reviewed, and is there to be attached by mistake or on purpose.",
		Fix:      "aws iam delete-policy --policy-arn ARN",
		Refs:     []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html"},
	},
	Run: policyAttached,
	Cases: []checks.Case[iam.Policy]{
		{Name: "attached", Given: policy(nil), Want: checks.Pass},
		{Name: "boundary", Given: policy(func(p *iam.Policy) {
			p.AttachmentCount, p.PermissionsBoundaryUsageCount = inventory.Known[int32](0), inventory.Known[int32](2)
		}), Want: checks.Pass},
		{Name: "unused", Given: policy(func(p *iam.Policy) { p.AttachmentCount = inventory.Known[int32](0) }), Want: checks.Fail},
		{Name: "boundary_unread", Given: policy(func(p *iam.Policy) {
			p.AttachmentCount, p.PermissionsBoundaryUsageCount = inventory.Known[int32](0), inventory.FromPtr[int32](nil)
		}), Want: checks.Unknown},
		{Name: "aws_managed", Given: policy(awsPolicy("AdministratorAccess", allow(`"*"`, `"*"`))), Want: checks.NotApplicable},
		{Name: "unread", Given: policy(func(p *iam.Policy) { p.AttachmentCount = inventory.FromPtr[int32](nil) }), Want: checks.Unknown},
	},
}

func policyAttached(v *checks.View[iam.Policy]) checks.Verdict {
	if iam.AWSManaged(v.Resource.ARN) {
		return notCustomers(v)
	}
	n, ok := checks.Read(v, v.Resource.AttachmentCount)
	switch {
	case !ok:
		return checks.Verdict{}
	case n > 0:
		return v.Pass("AttachmentCount is %d", n)
	}
	bounds, ok := checks.Read(v, v.Resource.PermissionsBoundaryUsageCount)
	switch {
	case !ok:
		return checks.Verdict{}
	case bounds > 0:
		return v.Pass("PermissionsBoundaryUsageCount is %d", bounds)
	}
	return v.Fail("AttachmentCount and PermissionsBoundaryUsageCount are 0")
}
