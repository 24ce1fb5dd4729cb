package apprunner

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/inventory"
	"demarc/inventory/apprunner"
	"demarc/inventory/responsibility"
)

// ServiceImageTrusted asks whose the image is that a service runs.
var ServiceImageTrusted = &checks.Check[apprunner.Service]{
	Meta: checks.Meta{
		ID: "apprunner-service-image-trusted", Title: "Services run images of the account, of AWS, or of a known publisher", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "Anybody can publish an image under almost any name. It runs inside your network with the role of the task, and whoever publishes it can replace it tomorrow.",
		Fix:  "Copy the image into a repository of your own, where it is scanned and stays as it is (aws ecr create-pull-through-cache-rule does so by itself). Or name the registry in trustedRegistries of the policy file, an account in trustedAccounts.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html"},
	},
	Reads: []*inventory.Call{apprunner.DescribeService},
	Run:   serviceImageTrusted,
	Cases: []checks.Case[apprunner.Service]{
		{Name: "own", Given: service(runs(images.Example)), Want: checks.Pass},
		{Name: "aws", Given: service(runs("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1")), Want: checks.Pass},
		{Name: "official", Given: service(runs("nginx:1.29")), Want: checks.Pass},
		{Name: "somebody", Given: service(runs("acme/web:7")), Want: checks.Fail},
		{Name: "trusted_registry", Given: service(runs("acme/web:7")), Policy: func(p *checks.Policy) { p.TrustedRegistries = []string{"docker.io/acme"} }, Want: checks.Pass},
		{Name: "another_account", Given: service(runs("444455556666.dkr.ecr.eu-central-1.amazonaws.com/web:7")), Want: checks.Fail},
		{Name: "trusted_account", Given: service(runs("444455556666.dkr.ecr.eu-central-1.amazonaws.com/web:7")), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "unread", Given: service(noImage), Want: checks.Unknown},
	},
}

func serviceImageTrusted(v *checks.View[apprunner.Service]) checks.Verdict {
	list, ok := image(v)
	if !ok {
		return v.NotApplicable(built)
	}
	return images.Trusted(v, list)
}
