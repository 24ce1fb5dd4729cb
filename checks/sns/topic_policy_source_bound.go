package sns

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sns"
)

// TopicPolicySourceBound finds services that use a topic for any of their customers.
var TopicPolicySourceBound = &checks.Check[sns.Topic]{
	Meta: checks.Meta{
		ID: "sns-topic-policy-source-bound", Title: "Services may use topics for this account only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "A service that the policy lets in without a condition publishes for whichever customer asks it to: somebody points an alarm, a bucket or a rule of his own at your topic, and your subscribers act on what he sends. A bucket by its name alone is no bound, since a deleted name can be taken by others.",
		Fix:  "Add a condition on aws:SourceAccount, aws:SourceOrgID or an aws:SourceArn with an account to the statement: aws sns set-topic-attributes --topic-arn ARN --attribute-name Policy --attribute-value file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html", "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"},
	},
	Reads: []*inventory.Call{sns.GetTopicAttributes},
	Run:   resourcepolicy.SourceBound(policyOf),
	Cases: examples.SourceBound(),
}
