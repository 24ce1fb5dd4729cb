package ecs

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionImagePinned asks that a task definition says which image it runs: by digest, or by a tag that is not moved by habit.
var TaskDefinitionImagePinned = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-image-pinned", Title: "Containers name a digest, or a tag other than latest", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "The tag latest is whatever was pushed last: the same revision runs different code on two days, an attacker who can push needs no deployment, and nobody can say which image was scanned.",
		Fix:  "Name the image by its digest (REPOSITORY@sha256:...) in a new revision, and update the service to it.",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"},
	},
	Run: taskDefinitionImagePinned,
	Cases: []checks.Case[ecs.TaskDefinition]{
		{Name: "digest", Given: task(), Want: checks.Pass},
		{Name: "tag", Given: task(image("registry.example:5000/web:2026-11-01")), Want: checks.Pass},
		{Name: "latest", Given: task(image("nginx:latest")), Want: checks.Fail},
		{Name: "no_tag", Given: task(image("registry.example:5000/web")), Want: checks.Fail},
		{Name: "unread", Given: task(unread), Want: checks.Unknown},
	},
}

func taskDefinitionImagePinned(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	return images.Pinned(v, uses(list))
}

func image(name string) func(*ecs.TaskDefinition) {
	return with(func(c *ecs.Container) { c.Image = name })
}
