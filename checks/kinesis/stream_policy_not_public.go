package kinesis

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/kinesis"
	"demarc/inventory/responsibility"
)

// StreamPolicyNotPublic finds streams that strangers can use.
var StreamPolicyNotPublic = &checks.Check[kinesis.Stream]{
	Meta: checks.Meta{
		ID: "kinesis-stream-policy-not-public", Title: "Stream policies do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "Everyone with an AWS account who knows the ARN can do what the policy allows: read the records, or put some that your consumers trust.",
		Fix:  "Name the principals in the statement, or add a condition on aws:PrincipalOrgID. Then: aws kinesis put-resource-policy --resource-arn ARN --policy file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html"},
	},
	Reads: []*inventory.Call{kinesis.GetResourcePolicy},
	Run:   resourcepolicy.NotPublic(policyOf),
	Cases: examples.NotPublic(),
}
