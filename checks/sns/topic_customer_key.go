package sns

import (
	"demarc/checks"
	"demarc/checks/customerkey"
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
	With:  []inventory.Want{customerkey.Wants},
	Run: func(v *checks.View[sns.Topic]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KMSMasterKeyID)
		if key == "" {
			return v.Fail("KmsMasterKeyId is not set")
		}
		return customerkey.Judge(v, v.Resource.Region, "KmsMasterKeyId", key)
	},
	Cases: append(customerkey.Cases(topic(keyed(customerkey.ExampleARN))), []checks.Case[sns.Topic]{
		{Name: "alias", Given: topic(keyed("alias/orders")), Want: checks.Pass},
		{Name: "alias_of_AWS", Given: topic(keyed("alias/aws/sns")), Want: checks.Fail},
		{Name: "alias_of_AWS_by_ARN", Given: topic(keyed("arn:aws:kms:eu-central-1:111122223333:alias/aws/sns")), Want: checks.Fail},
		{Name: "none", Given: topic(keyed("")), Want: checks.Fail},
		{Name: "denied", Given: topic(func(t *sns.Topic) { t.KMSMasterKeyID = denied[string](sns.GetTopicAttributes) }), Want: checks.Unknown},
	}...),
}

// keyed is encryption with a key.
func keyed(key string) func(*sns.Topic) {
	return func(t *sns.Topic) { t.KMSMasterKeyID = inventory.Known(key) }
}
