package ecs

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// TaskDefinitionImageRecent judges how old the images are that tasks run.
var TaskDefinitionImageRecent = &checks.Check[ecs.TaskDefinition]{
	Meta: checks.Meta{
		ID: "ecs-task-definition-image-recent", Title: "Containers run images that are no older than the policy allows", Duty: responsibility.ImagePatch, Severity: checks.Low, Since: "0.1",
		Why:  "An image gets no updates: it has the holes that were known when it was built, and all that became known since. Nobody would think of not updating a machine for half a year.",
		Fix:  "Build the image on a schedule, and deploy it: EC2 Image Builder and CodePipeline do both. Another age can be allowed with imageMaxAgeDays of the policy file.",
		Refs: []string{"https://docs.aws.amazon.com/imagebuilder/latest/userguide/what-is-image-builder.html"},
	},
	With: images.WantsAge(),
	Run:  taskDefinitionImageRecent,
	Cases: append(images.AgeCases(task(image(images.Example))),
		checks.Case[ecs.TaskDefinition]{Name: "unread", Given: task(unread), Want: checks.Unknown},
	),
}

func taskDefinitionImageRecent(v *checks.View[ecs.TaskDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	return images.Recent(v, uses(list))
}
