package codebuild

import (
	"strconv"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectImageSupported finds builds in images of CodeBuild's own that get no updates any more.
var ProjectImageSupported = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-image-supported", Title: "Builds run in images that CodeBuild still updates", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "A deprecated image still starts and never gets a patch again: its compilers, libraries and clients grow holes, and what they touch is the code that gets deployed.",
		Fix:  "aws codebuild update-project --name NAME with the newest image of its family in --environment: aws codebuild list-curated-environment-images shows them.",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html", "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html"},
	},
	Run: projectImageSupported,
	Cases: []checks.Case[codebuild.Project]{
		{Name: "newer", Given: inImage("aws/codebuild/standard:7.0"), Want: checks.Pass},
		{Name: "newer_by_date", Given: inImage("aws/codebuild/amazonlinux-x86_64-standard:5.0-24.10.29"), Want: checks.Pass},
		{Name: "deprecated", Given: inImage("aws/codebuild/standard:4.0"), Want: checks.Fail},
		{Name: "older_still", Given: inImage("aws/codebuild/standard:1.0"), Want: checks.Fail},
		{Name: "deprecated_family", Given: inImage("aws/codebuild/amazonlinux2-x86_64-standard:3.0"), Want: checks.Fail},
		{Name: "no_version", Given: inImage("aws/codebuild/standard:latest"), Want: checks.Unknown},
		{Name: "other_family", Given: inImage("aws/codebuild/windows-base:2019-1.0"), Want: checks.Unknown},
		{Name: "own_image", Given: inImage("111122223333.dkr.ecr.eu-central-1.amazonaws.com/build:7"), Want: checks.NotApplicable},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Image = unread[string]() }), Want: checks.Unknown},
	},
}

// imagesReadOn is when the table below was read (CodeBuild User Guide, "Deprecated CodeBuild images").
const imagesReadOn = "2026-11-27"

// A family is a line of CodeBuild's own images, with the newest version that CodeBuild calls deprecated; those before it
// fall off CodeBuild's list after a while.
type family struct {
	name       string
	deprecated float64 // 0 for none
	since      string
}

// families are the lines of images that CodeBuild updates or has updated.
func families() []family {
	return []family{
		{"amazonlinux-aarch64-standard", 0, ""},
		{"amazonlinux-x86_64-standard", 0, ""},
		{"amazonlinux2-aarch64-standard", 1.0, "2023-03-31"},
		{"amazonlinux2-x86_64-standard", 3.0, "2023-05-09"},
		{"standard", 4.0, "2023-03-31"},
	}
}

func projectImageSupported(v *checks.View[codebuild.Project]) checks.Verdict {
	image, known := checks.Read(v, v.Resource.Image)
	name, own := strings.CutPrefix(image, "aws/codebuild/")
	if known && !own {
		return v.NotApplicable("the image %s is none of CodeBuild's", image)
	}
	name, tag, _ := strings.Cut(name, ":")
	number, _, _ := strings.Cut(tag, "-")
	version, err := strconv.ParseFloat(number, 64)
	for _, f := range families() {
		switch {
		case f.name != name:
		case err != nil:
			return v.Unknown("the tag of %s names no version", image)
		case version <= f.deprecated:
			return v.Fail("%s gets no updates: CodeBuild has deprecated %s:%.1f since %s, and all before it", image, name, f.deprecated, f.since)
		default:
			return v.Pass("%s is not among the images that CodeBuild calls deprecated, as read on %s", image, imagesReadOn)
		}
	}
	return v.Unknown("%s is of a family that is not in the table of %s", image, imagesReadOn)
}

func inImage(name string) codebuild.Project {
	return project(func(p *codebuild.Project) { p.Image = inventory.Known(name) })
}
