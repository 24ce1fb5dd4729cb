package sns

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sns"
)

// TopicCustomerKey wants a key of one's own.
var TopicCustomerKey = &checks.Check[sns.Topic]{
	Meta: checks.Meta{
		ID: "sns-topic-customer-key", Title: "Topics are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Informational, Since: "0.1",
		Why:  "Under the key that AWS manages nobody can say who may read the messages beside the topic policy, see who did, or take it back; and services such as CloudWatch cannot publish to the topic.",
		Fix:  "aws sns set-topic-attributes --topic-arn ARN --attribute-name KmsMasterKeyId --attribute-value KEY, after publishers may use the key.",
		Refs: []string{"https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html"},
	},
	Reads: []*inventory.Call{sns.GetTopicAttributes},
	Run: func(v *checks.View[sns.Topic]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KMSMasterKeyID)
		if key == "" {
			return v.Fail("KmsMasterKeyId is not set")
		}
		if strings.HasSuffix(key, "alias/aws/sns") {
			return v.Fail("KmsMasterKeyId is %s, which AWS manages", key)
		}
		return v.Pass("KmsMasterKeyId is %s", key)
	},
	Cases: []checks.Case[sns.Topic]{
		{Name: "own_key", Given: topic(), Want: checks.Pass},
		{Name: "key_of_aws", Given: topic(func(t *sns.Topic) { t.KMSMasterKeyID = inventory.Known("alias/aws/sns") }), Want: checks.Fail},
		{Name: "key_of_aws_by_arn", Given: topic(func(t *sns.Topic) {
			t.KMSMasterKeyID = inventory.Known("arn:aws:kms:eu-central-1:111122223333:alias/aws/sns")
		}), Want: checks.Fail},
		{Name: "none", Given: topic(func(t *sns.Topic) { t.KMSMasterKeyID = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: topic(func(t *sns.Topic) { t.KMSMasterKeyID = denied[string](sns.GetTopicAttributes) }), Want: checks.Unknown},
	},
}
