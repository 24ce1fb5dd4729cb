package lambda

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// LayerVersionTrustedAccounts finds layers that other accounts may download.
var LayerVersionTrustedAccounts = &checks.Check[lambda.LayerVersion]{
	Meta: checks.Meta{
		ID: "lambda-layer-version-trusted-accounts", Title: "Layer versions are shared with trusted accounts only", Duty: responsibility.AccessPolicy, Severity: checks.Medium, Since: "0.1",
		Why:  "An account that the policy names can download the code and build on it. If it is not yours, or no longer, each new version goes to strangers, too.",
		Fix:  "aws lambda remove-layer-version-permission --layer-name NAME --version-number N --statement-id SID, or name the account in trustedAccounts of the policy file.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html"},
	},
	Reads: []*inventory.Call{lambda.GetLayerVersionPolicy},
	Run:   resourcepolicy.TrustedAccounts(layerPolicy),
	Cases: []checks.Case[lambda.LayerVersion]{
		{Name: "no_policy", Given: layer(""), Want: checks.Pass},
		{Name: "partner", Given: layer(document(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"lambda:GetLayerVersion","Resource":"arn:aws:lambda:eu-central-1:111122223333:layer:shared:3"}`)), Want: checks.Fail},
		{Name: "trusted_partner", Given: layer(document(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"lambda:GetLayerVersion","Resource":"arn:aws:lambda:eu-central-1:111122223333:layer:shared:3"}`)), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "anyone", Given: layer(document(`{"Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"arn:aws:lambda:eu-central-1:111122223333:layer:shared:3"}`)), Want: checks.Fail},
		{Name: "not_a_policy", Given: layer("{"), Want: checks.Unknown},
	},
}
