package sns

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sns"
)

// TopicPolicyTrustedAccounts finds topics that accounts and organisations can use which the user did not name.
var TopicPolicyTrustedAccounts = &checks.Check[sns.Topic]{
	Meta: checks.Meta{
		ID: "sns-topic-policy-trusted-accounts", Title: "Topic policies let trusted accounts in, and no others", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "An account that the policy names can let any of its users subscribe or publish, as the policy says. If it is not yours, or no longer, it reads along and nobody will tell you.",
		Fix:  "Take the account out of the policy (aws sns set-topic-attributes --topic-arn ARN --attribute-name Policy --attribute-value file://policy.json), or name it in trustedAccounts of the policy file, an organisation in organizationId.",
		Refs: []string{"https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html", "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html"},
	},
	Reads: []*inventory.Call{sns.GetTopicAttributes},
	Run:   resourcepolicy.TrustedAccounts(policyOf),
	Cases: examples.Trusted(),
}
