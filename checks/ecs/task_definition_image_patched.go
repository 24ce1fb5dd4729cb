package ecs

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionImagePatched judges the vulnerabilities of the images that tasks run: package images says how.
var TaskDefinitionImagePatched = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-image-patched", Title: "Containers run images without known vulnerabilities that have a fix", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "Most of an image is software of others. Its known holes are in every lookup service, and a fix that stands in the registry does nothing for what runs: only a new image and a deployment do.",
		Fix:  "Build the image anew from a patched base (docker build --pull), push it and deploy it. If it is not scanned: aws inspector2 enable --resource-types ECR",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"},
	},
	With: images.Wants(),
	Run:  taskDefinitionImagePatched,
	Cases: append(images.PatchedCases(task(image(images.Example)), patching.AllPackages),
		checks.Case[ecs.TaskDefinition]{Name: "of_others", Given: task(image("ghcr.io/acme/web:7")), Want: checks.Unknown},
		checks.Case[ecs.TaskDefinition]{Name: "of_another_account", Given: task(image("444455556666.dkr.ecr.eu-central-1.amazonaws.com/web:7")), Want: checks.Unknown},
		checks.Case[ecs.TaskDefinition]{Name: "unread", Given: task(unread), Want: checks.Unknown},
	),
}

func taskDefinitionImagePatched(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	return images.Patched(v, uses(list), patching.AllPackages)
}

// uses are the images of containers.
func uses(list []ecs.Container) []images.Use {
	var out []images.Use
	for i := range list {
		out = append(out, images.Use{Container: list[i].Name, Image: list[i].Image})
	}
	return out
}
