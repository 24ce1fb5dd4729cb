package sns

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sns"
)

// TopicTLSOnly asks for a policy that refuses messages without TLS.
var TopicTLSOnly = &checks.Check[sns.Topic]{
	Meta: checks.Meta{
		ID: "sns-topic-tls-only", Title: "The topic policy refuses to publish without TLS", Duty: responsibility.DataTransit, Severity: checks.Low, Since: "0.1",
		Why:  "SNS answers plain HTTP. A client that uses it, by an old setting or an endpoint typed by hand, sends the messages and its signature readable to everybody on the way.",
		Fix:  "Add to the topic policy: {\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sns:Publish\",\"Resource\":\"ARN\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}} (aws sns set-topic-attributes --topic-arn ARN --attribute-name Policy --attribute-value file://policy.json)",
		Refs: []string{"https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html"},
	},
	Reads: []*inventory.Call{sns.GetTopicAttributes},
	Run:   resourcepolicy.TLSOnly(policyOf),
	Cases: examples.TLS(),
}
