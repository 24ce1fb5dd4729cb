package kinesis

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/kinesis"
	"demarc/inventory/responsibility"
)

// StreamPolicySourceBound finds services that use a stream for any of their customers.
var StreamPolicySourceBound = &checks.Check[kinesis.Stream]{
	Meta: checks.Meta{
		ID: "kinesis-stream-policy-source-bound", Title: "Services may use streams for this account only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "A service that the policy lets in without a condition reads and puts records for whichever customer asks it to: somebody names your stream as the source or target of a job of his own.",
		Fix:  "Add a condition on aws:SourceAccount, aws:SourceOrgID or an aws:SourceArn with an account to the statement: aws kinesis put-resource-policy --resource-arn ARN --policy file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", "https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html"},
	},
	Reads: []*inventory.Call{kinesis.GetResourcePolicy},
	Run:   resourcepolicy.SourceBound(policyOf),
	Cases: examples.SourceBound(),
}
