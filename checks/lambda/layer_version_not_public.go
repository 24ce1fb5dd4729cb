package lambda

import (
	"demarc/checks"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/lambda"
	"demarc/inventory/responsibility"
)

// LayerVersionNotPublic finds layers that anyone may download.
var LayerVersionNotPublic = &checks.Check[lambda.LayerVersion]{
	Meta: checks.Meta{
		ID: "lambda-layer-version-not-public", Title: "Layer versions are not public", Duty: responsibility.AccessPolicy, Severity: checks.High, Since: "0.1",
		Why:  "Anyone with an AWS account can download the version: its code, and the keys and addresses that were packed with it. Whoever downloaded it keeps it.",
		Fix:  "aws lambda remove-layer-version-permission --layer-name NAME --version-number N --statement-id SID; an organisation is let in with --organization-id.",
		Refs: []string{"https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html"},
	},
	Reads: []*inventory.Call{lambda.GetLayerVersionPolicy},
	Run:   resourcepolicy.NotPublic(layerPolicy),
	Cases: []checks.Case[lambda.LayerVersion]{
		{Name: "no_policy", Given: layer(""), Want: checks.Pass},
		{Name: "partner", Given: layer(document(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"lambda:GetLayerVersion","Resource":"arn:aws:lambda:eu-central-1:111122223333:layer:shared:3"}`)), Want: checks.Pass},
		{Name: "organisation", Given: layer(document(`{"Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"arn:aws:lambda:eu-central-1:111122223333:layer:shared:3","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}}}`)), Want: checks.Pass},
		{Name: "anyone", Given: layer(document(`{"Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"arn:aws:lambda:eu-central-1:111122223333:layer:shared:3"}`)), Want: checks.Fail},
		{Name: "not_a_policy", Given: layer("{"), Want: checks.Unknown},
	},
}
