package batch

import (
	"strings"

	"demarc/checks"
	"demarc/checks/eol"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// ImageType asks for an image whose operating system still gets updates.
var ImageType = &checks.Check[batch.ComputeEnvironment]{
	Meta: checks.Meta{
		ID: "batch-compute-environment-image-supported", Title: "The operating system of compute environments is supported", Duty: responsibility.RuntimeVersion, Severity: checks.High, Since: "0.1",
		Why:  "Images of Amazon Linux 2 and before get no more updates: every instance starts with every hole that is found from now on.",
		Fix:  "aws batch update-compute-environment --compute-environment NAME --compute-resources '{\"ec2Configuration\":[{\"imageType\":\"ECS_AL2023\"}]}'",
		Refs: []string{"https://docs.aws.amazon.com/batch/latest/APIReference/API_Ec2Configuration.html", "https://docs.aws.amazon.com/batch/latest/userguide/ecs-migration-2023.html"},
	},
	Run: imageType,
	Cases: []checks.Case[batch.ComputeEnvironment]{
		{Name: "al2023", Given: environment(), Want: checks.Pass},
		{Name: "al2", Given: environment(machineImages(batch.Image{ImageType: "ECS_AL2", BatchImageStatus: "LATEST"})), Want: checks.Fail},
		{Name: "al2_with_gpu", Given: environment(machineImages(batch.Image{ImageType: "ECS_AL2_NVIDIA"})), Want: checks.Fail},
		{Name: "newer_than_this_build", Given: environment(machineImages(batch.Image{ImageType: "ECS_AX1"})), Want: checks.Unknown},
		{Name: "override", Given: environment(machineImages(batch.Image{ImageType: "ECS_AL2", ImageIDOverride: "ami-1"})), Want: checks.NotApplicable},
		{Name: "fargate", Given: environment(fargate), Want: checks.NotApplicable},
		{Name: "unread", Given: environment(func(e *batch.ComputeEnvironment) { e.Images = denied[[]batch.Image](batch.DescribeComputeEnvironments) }), Want: checks.Unknown},
	},
}

func imageType(v *checks.View[batch.ComputeEnvironment]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Images)
	if len(list) == 0 {
		return v.NotApplicable("the environment has no ec2Configuration")
	}
	var fine []string
	for _, i := range list {
		os := eol.OS{}
		switch _, name, _ := strings.Cut(i.ImageType, "_"); {
		case i.ImageIDOverride != "":
			return v.NotApplicable("imageIdOverride is %s: the image is judged with the instances", i.ImageIDOverride)
		case strings.HasPrefix(name, "AL2023"):
			os = eol.OS{Family: "Amazon Linux", Version: "2023"}
		case strings.HasPrefix(name, "AL2"):
			os = eol.OS{Family: "Amazon Linux", Version: "2"}
		}
		switch s := eol.At(os, v.Now()); s.State {
		case eol.Supported:
			fine = append(fine, i.ImageType)
		case eol.Unknown:
			return v.Unknown("imageType %s: %s", i.ImageType, s.Reason)
		default:
			return v.Fail("imageType is %s: %s", i.ImageType, s.Reason)
		}
	}
	return v.Pass("imageType is %s", checks.First(fine, 3))
}
