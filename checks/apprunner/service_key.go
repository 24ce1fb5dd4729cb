package apprunner

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceKey wants a key whose use the customer can see and end.
var ServiceKey = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-customer-key", Title: "App Runner services are encrypted with a key of the account's own", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "App Runner keeps a copy of the image or source and of its logs. With a key that AWS manages nobody in the account sees who reads them, and nobody can take the access away.",
		Fix:  "The key is chosen when a service is made: aws apprunner create-service --service-name NAME --encryption-configuration KmsKey=KEY_ARN --source-configuration ..., then move the traffic and delete the old service.",
		Refs: []string{"https://docs.aws.amazon.com/apprunner/latest/dg/security-data-protection-encryption.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	Run: func(v *checks.View[apprunner.Service]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KMSKey)
		if key == "" {
			return v.Fail("EncryptionConfiguration.KmsKey is not set: a key that AWS manages encrypts")
		}
		return v.Pass("EncryptionConfiguration.KmsKey is %s", key)
	},
	Cases: []checks.Case[apprunner.Service]{
		{Name: "own", Given: service(), Want: checks.Pass},
		{Name: "managed", Given: service(func(s *apprunner.Service) { s.KMSKey = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: service(func(s *apprunner.Service) { s.KMSKey = denied[string]() }), Want: checks.Unknown},
	},
}
