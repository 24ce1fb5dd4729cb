package dynamodb

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/inventory"
	"demarc/inventory/dynamodb"
	"demarc/inventory/responsibility"
)

// TableCustomerKey wants a key of one's own for the items.
var TableCustomerKey = &checks.Check[dynamodb.Table]{
	Meta: checks.Meta{
		ID: "dynamodb-table-customer-key", Title: "Tables are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "DynamoDB encrypts every table, by default with a key of its own. Under that one, or the one that AWS manages in the account, nobody can say who may open the data beside who may use the table, or take it back.",
		Fix:  "aws dynamodb update-table --table-name NAME --sse-specification Enabled=true,SSEType=KMS,KMSMasterKeyId=KEY_ARN",
		Refs: []string{"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html"},
	},
	Reads: []*inventory.Call{dynamodb.DescribeTable},
	With:  []inventory.Want{customerkey.Wants},
	Run: func(v *checks.View[dynamodb.Table]) checks.Verdict {
		key, known := checks.Read(v, v.Resource.KMSMasterKeyArn)
		switch {
		case !known:
			return v.Unknown("the table was not described")
		case key == "":
			return v.Fail("there is no SSEDescription: the key is one that DynamoDB owns")
		}
		return customerkey.Judge(v, v.Resource.Region, "SSEDescription.KMSMasterKeyArn", key)
	},
	Cases: append(customerkey.Cases(table()),
		checks.Case[dynamodb.Table]{Name: "key_of_dynamodb", Given: table(func(t *dynamodb.Table) { t.KMSMasterKeyArn = inventory.Known("") }), Want: checks.Fail},
		checks.Case[dynamodb.Table]{Name: "denied", Given: table(func(t *dynamodb.Table) { t.KMSMasterKeyArn = denied[string]() }), Want: checks.Unknown},
	),
}
