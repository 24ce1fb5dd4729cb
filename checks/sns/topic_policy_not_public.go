package sns

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sns"
)

// TopicPolicyNotPublic finds topics that strangers can use.
var TopicPolicyNotPublic = &checks.Check[sns.Topic]{
	Meta: checks.Meta{
		ID: "sns-topic-policy-not-public", Title: "Topic policies do not let anyone in", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "Anyone who knows the ARN of the topic can do what the policy allows: subscribe an address of his own and read along, or publish what your subscribers trust.",
		Fix:  "Name the principals in the statement, or add a condition on aws:SourceAccount, AWS:SourceOwner or aws:PrincipalOrgID. sns:Protocol and sns:Endpoint do not say whose request it is. Then: aws sns set-topic-attributes --topic-arn ARN --attribute-name Policy --attribute-value file://policy.json",
		Refs: []string{"https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html", "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html"},
	},
	Reads: []*inventory.Call{sns.GetTopicAttributes},
	Run:   resourcepolicy.NotPublic(policyOf),
	Cases: append(examples.NotPublic(), []checks.Case[sns.Topic]{
		{Name: "as_made", Given: examples.Given(examples.Allow(`{"AWS":"*"}`, `"StringEquals":{"AWS:SourceOwner":"111122223333"}`)), Want: checks.Pass},
		{Name: "anyone_by_protocol", Given: examples.Given(examples.Allow(`"*"`, `"StringEquals":{"SNS:Protocol":"https"}`)), Want: checks.Fail},
	}...),
}
