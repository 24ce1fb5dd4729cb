package ecr

import (
	"strings"

	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/inspector2"
	"demarc/inventory/responsibility"
)

// RepositoryInUsePatched judges the images that run, as Inspector knows it of ECS tasks and EKS pods. It is the one view
// of what runs in EKS: AWS's own interfaces do not look into a cluster.
var RepositoryInUsePatched = &checks.Check[ecr.Repository]{
	Meta: checks.Meta{
		ID: "ecr-repository-images-in-use-patched", Title: "Images in use by ECS tasks and EKS pods have no known vulnerabilities that have a fix", Duty: responsibility.ImagePatch, Severity: checks.High, Since: "0.1",
		Why:  "Most of an image is software of others. Its known holes are in every lookup service, and a fix that stands in the registry does nothing for what runs: only a new image and a deployment do.",
		Fix:  "Build the image anew from a patched base (docker build --pull), push it, and deploy it to the tasks and pods that aws inspector2 get-clusters-for-image shows.",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html", "https://docs.aws.amazon.com/inspector/v2/APIReference/API_EcrContainerImageMetadata.html"},
	},
	With:  patching.WantsInspection(patching.Image),
	Run:   repositoryInUsePatched,
	Cases: images.InUseCases(repository()),
}

// coverages finds the images of a repository that Inspector knows.
var coverages = &checks.Index[inspector2.ImageCoverage]{Keys: func(c *inspector2.ImageCoverage) inventory.Fact[[]string] {
	return inventory.Known([]string{c.ID[:max(0, strings.LastIndexByte(c.ID, '/'))]})
}}

func repositoryInUsePatched(v *checks.View[ecr.Repository]) checks.Verdict {
	account, _ := checks.Find[inspector2.Account](v, v.Resource.Region, v.Resource.Region)
	if account == nil {
		return v.Unknown("Inspector's state in the region is not in the snapshot")
	}
	if status, _ := checks.Read(v, account.ECRStatus); status == "DISABLED" {
		return v.NotApplicable("Inspector does not scan ECR in the region, and nothing else knows which images run")
	}
	var parts []patching.Part
	all, _ := checks.SomeReferrers(v, coverages, v.Resource.ARN)
	for _, c := range all {
		// Without the count of one image the others may still fail.
		if n, _ := checks.Peek(v, c.InUseCount); n == 0 {
			continue
		}
		part := patching.Inspect(v, patching.Image, patching.AllPackages, v.Resource.Region, c.ID)
		part.Text = c.ID[strings.LastIndexByte(c.ID, '/')+1:] + ": " + part.Text
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return v.NotApplicable("Inspector sees none of %d images in use", len(all))
	}
	return images.Weigh(v, parts)
}
