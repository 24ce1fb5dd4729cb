package batch

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// JobImageTrusted asks whose the images are that jobs run.
var JobImageTrusted = &checks.Check[batch.JobDefinition]{
	Meta: checks.Meta{
		ID: "batch-job-definition-image-trusted", Title: "Jobs run images of the account, of AWS, or of a known publisher", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "Anybody can publish an image under almost any name. It runs inside your network with the role of the task, and whoever publishes it can replace it tomorrow.",
		Fix:  "Copy the image into a repository of your own, where it is scanned and stays as it is (aws ecr create-pull-through-cache-rule does so by itself). Or name the registry in trustedRegistries of the policy file, an account in trustedAccounts.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html"},
	},
	Run: jobImageTrusted,
	Cases: []checks.Case[batch.JobDefinition]{
		{Name: "own", Given: job(named(images.Example)), Want: checks.Pass},
		{Name: "aws", Given: job(named("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1")), Want: checks.Pass},
		{Name: "official", Given: job(named("nginx:1.29")), Want: checks.Pass},
		{Name: "somebody", Given: job(named("acme/web:7")), Want: checks.Fail},
		{Name: "trusted_registry", Given: job(named("acme/web:7")), Policy: func(p *checks.Policy) { p.TrustedRegistries = []string{"docker.io/acme"} }, Want: checks.Pass},
		{Name: "another_account", Given: job(named("444455556666.dkr.ecr.eu-central-1.amazonaws.com/web:7")), Want: checks.Fail},
		{Name: "trusted_account", Given: job(named("444455556666.dkr.ecr.eu-central-1.amazonaws.com/web:7")), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "unread", Given: unread(), Want: checks.Unknown},
	},
}

func jobImageTrusted(v *checks.View[batch.JobDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	return images.Trusted(v, uses(list))
}
