package sns

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sns"
)

// TopicEncrypted wants messages encrypted at rest.
var TopicEncrypted = &checks.Check[sns.Topic]{
	Meta: checks.Meta{
		ID: "sns-topic-encrypted", Title: "Topics are encrypted at rest", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why:  "SNS keeps messages on disk until they are delivered, and tries for up to 23 days. It encrypts them only where a key is set.",
		Fix:  "aws sns set-topic-attributes --topic-arn ARN --attribute-name KmsMasterKeyId --attribute-value KEY, after publishers may use the key.",
		Refs: []string{"https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html"},
	},
	Reads: []*inventory.Call{sns.GetTopicAttributes},
	Run: func(v *checks.View[sns.Topic]) checks.Verdict {
		if key, _ := checks.Read(v, v.Resource.KMSMasterKeyID); key != "" {
			return v.Pass("KmsMasterKeyId is %s", key)
		}
		return v.Fail("there is no KmsMasterKeyId")
	},
	Cases: []checks.Case[sns.Topic]{
		{Name: "own_key", Given: topic(), Want: checks.Pass},
		{Name: "key_of_aws", Given: topic(func(t *sns.Topic) { t.KMSMasterKeyID = inventory.Known("alias/aws/sns") }), Want: checks.Pass},
		{Name: "none", Given: topic(func(t *sns.Topic) { t.KMSMasterKeyID = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: topic(func(t *sns.Topic) { t.KMSMasterKeyID = denied[string](sns.GetTopicAttributes) }), Want: checks.Unknown},
	},
}
