package batch

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// JobImagePatched judges the vulnerabilities of the images that jobs run: package images says how.
var JobImagePatched = &checks.Check[batch.JobDefinition]{
	Meta: checks.Meta{
		ID: "batch-job-definition-image-patched", Title: "Jobs run images without known vulnerabilities that have a fix", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "Most of an image is software of others. Its known holes are in every lookup service, and a fix that stands in the registry does nothing for what runs: only a new image and a deployment do.",
		Fix:  "Build the image anew from a patched base (docker build --pull), push it and deploy it. If it is not scanned: aws inspector2 enable --resource-types ECR",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"},
	},
	With: images.Wants(),
	Run:  jobImagePatched,
	Cases: append(images.PatchedCases(job(named(images.Example)), patching.AllPackages),
		checks.Case[batch.JobDefinition]{Name: "unread", Given: unread(), Want: checks.Unknown},
	),
}

func jobImagePatched(v *checks.View[batch.JobDefinition]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Containers)
	return images.Patched(v, uses(list), patching.AllPackages)
}

// uses are the images of containers.
func uses(list []batch.Container) []images.Use {
	var out []images.Use
	for i := range list {
		out = append(out, images.Use{Container: list[i].Name, Image: list[i].Image})
	}
	return out
}

func named(image string) func(*batch.Container) {
	return func(c *batch.Container) { c.Image = image }
}
