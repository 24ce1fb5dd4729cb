package batch

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// JobImagePinned asks that a job definition says which image it runs.
var JobImagePinned = &checks.Check[batch.JobDefinition]{
	Meta: checks.Meta{
		ID: "batch-job-definition-image-pinned", Title: "Jobs name a digest, or a tag other than latest", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "The tag latest is whatever was pushed last: the same definition runs different code on two days, an attacker who can push needs no deployment, and nobody can say which image was scanned.",
		Fix:  "Name the image by its digest (REPOSITORY@sha256:...) in a new revision: aws batch register-job-definition.",
		Refs: []string{"https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"},
	},
	Run: jobImagePinned,
	Cases: []checks.Case[batch.JobDefinition]{
		{Name: "digest", Given: job(named(images.Example)), Want: checks.Pass},
		{Name: "tag", Given: job(named("registry.example:5000/web:2026-11-01")), Want: checks.Pass},
		{Name: "latest", Given: job(named("nginx:latest")), Want: checks.Fail},
		{Name: "no_tag", Given: job(named("registry.example:5000/web")), Want: checks.Fail},
		{Name: "unread", Given: unread(), Want: checks.Unknown},
	},
}

func jobImagePinned(v *checks.View[batch.JobDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	return images.Pinned(v, uses(list))
}
