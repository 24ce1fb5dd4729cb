package ecs

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionImageTrusted asks whose the images are that tasks run.
var TaskDefinitionImageTrusted = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-image-trusted", Title: "Containers run images of the account, of AWS, or of a known publisher", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "Anybody can publish an image under almost any name. It runs inside your network with the role of the task, and whoever publishes it can replace it tomorrow.",
		Fix:  "Copy the image into a repository of your own, where it is scanned and stays as it is (aws ecr create-pull-through-cache-rule does so by itself). Or name the registry in trustedRegistries of the policy file, an account in trustedAccounts.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html"},
	},
	Run: taskDefinitionImageTrusted,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "own", Given: task(image(images.Example)), Want: checks.Pass},
		{Name: "aws", Given: task(image("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1")), Want: checks.Pass},
		{Name: "official", Given: task(image("nginx:1.29")), Want: checks.Pass},
		{Name: "somebody", Given: task(image("acme/web:7")), Want: checks.Fail},
		{Name: "trusted_registry", Given: task(image("acme/web:7")), Policy: func(p *checks.Policy) { p.TrustedRegistries = []string{"docker.io/acme"} }, Want: checks.Pass},
		{Name: "another_account", Given: task(image("444455556666.dkr.ecr.eu-central-1.amazonaws.com/web:7")), Want: checks.Fail},
		{Name: "trusted_account", Given: task(image("444455556666.dkr.ecr.eu-central-1.amazonaws.com/web:7")), Policy: func(p *checks.Policy) { p.TrustedAccounts = []string{"444455556666"} }, Want: checks.Pass},
		{Name: "unread", Given: task(unread), Want: checks.Unknown},
	},
}

func taskDefinitionImageTrusted(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	return images.Trusted(v, uses(list))
}
