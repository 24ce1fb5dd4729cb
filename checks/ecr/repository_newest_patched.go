package ecr

import (
	"demarc/checks"
	"demarc/checks/images"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/ecr"
	"demarc/inventory/responsibility"
)

// RepositoryNewestPatched judges the image that the next deployment gets, whatever deploys it.
var RepositoryNewestPatched = &checks.Check[ecr.Repository]{
	Meta: checks.Meta{
		ID: "ecr-repository-newest-image-patched", Title: "The newest image of a repository has no known vulnerabilities that have a fix", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "The newest image is what the next deployment gets. While it has holes to which there is a fix, no deployment anywhere can close them.",
		Fix:  "Build the image anew from a patched base (docker build --pull) and push it. If it is not scanned: aws inspector2 enable --resource-types ECR",
		Refs: []string{"https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html"},
	},
	Reads: []*inventory.Call{ecr.DescribeImages, ecr.DescribeImageScanFindings},
	With:  patching.WantsInspection(patching.Image),
	Run:   repositoryNewestPatched,
	Cases: images.RepositoryCases(
		checks.Case[ecr.Repository]{Name: "none", Given: repository(holds()), Want: checks.NotApplicable},
		checks.Case[ecr.Repository]{Name: "unread", Given: repository(noImages), Want: checks.Unknown},
	),
}

func repositoryNewestPatched(v *checks.View[ecr.Repository]) checks.Verdict {
	image, ok := newest(v)
	if !ok {
		return v.NotApplicable("there is no image")
	}
	part := images.Vulnerabilities(v, image, patching.AllPackages)
	part.Text = image.Name() + ": " + part.Text
	return patching.Say(v, part)
}

// newest reads which image was pushed last; false where there is none.
func newest(v *checks.View[ecr.Repository]) (*images.Image, bool) {
	list, known := checks.Read(v, v.Resource.Images)
	x := ecr.Newest(list)
	if x == nil {
		return &images.Image{In: v.Resource}, !known
	}
	return &images.Image{Image: *x, In: v.Resource}, true
}

func holds(list ...ecr.Image) func(*ecr.Repository) {
	return func(r *ecr.Repository) { r.Images = inventory.Known(list) }
}

func noImages(r *ecr.Repository) { r.Images = denied[[]ecr.Image](ecr.DescribeImages) }
