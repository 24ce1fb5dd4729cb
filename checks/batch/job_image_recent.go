package batch

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// JobImageRecent judges how old the images are that jobs run.
var JobImageRecent = &checks.Check[batch.JobDefinition]{
	Meta: checks.Meta{
		ID: "batch-job-definition-image-recent", Title: "Jobs run images that are no older than the policy allows", Duty: responsibility.ImagePatch, Severity: checks.Low, Since: "0.1",
		Why:  "An image gets no updates: it has the holes that were known when it was built, and all that became known since. Nobody would think of not updating a machine for half a year.",
		Fix:  "Build the image on a schedule, and deploy it: EC2 Image Builder and CodePipeline do both. Another age can be allowed with imageMaxAgeDays of the policy file.",
		Refs: []string{"https://docs.aws.amazon.com/imagebuilder/latest/userguide/what-is-image-builder.html"},
	},
	With: images.WantsAge(),
	Run:  jobImageRecent,
	Cases: append(images.AgeCases(job(named(images.Example))),
		checks.Case[batch.JobDefinition]{Name: "unread", Given: unread(), Want: checks.Unknown},
	),
}

func jobImageRecent(v *checks.View[batch.JobDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	return images.Recent(v, uses(list))
}
