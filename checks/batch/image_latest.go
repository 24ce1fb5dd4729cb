package batch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/batch"
	"demarc/inventory/responsibility"
)

// ImageLatest asks that an environment starts the newest image of Batch. How long the newest has been out Batch does not tell, so that an update that is available is a failure from its first day.
var ImageLatest = &checks.Check[batch.ComputeEnvironment]{
	Meta: checks.Meta{
		ID: "batch-compute-environment-image-latest", Title: "Compute environments start the newest image of Batch", Duty: responsibility.OSPatch, Severity: checks.Medium, Since: "0.1",
		Why:  "Batch publishes patched images and never changes the one that an environment was made with: its instances start with the holes of that day.",
		Fix:  "aws batch update-compute-environment --compute-environment NAME --compute-resources updateToLatestImageVersion=true",
		Refs: []string{"https://docs.aws.amazon.com/batch/latest/userguide/updating-compute-environments.html", "https://docs.aws.amazon.com/batch/latest/APIReference/API_Ec2Configuration.html"},
	},
	Run: imageLatest,
	Cases: []checks.Case[batch.ComputeEnvironment]{
		{Name: "latest", Given: environment(), Want: checks.Pass},
		{Name: "update_available", Given: environment(machineImages(batch.Image{ImageType: "ECS_AL2023", BatchImageStatus: "UPDATE_AVAILABLE"})), Want: checks.Fail},
		{Name: "never_started", Given: environment(machineImages(batch.Image{ImageType: "ECS_AL2023"})), Want: checks.Unknown},
		{Name: "not_told", Given: environment(machineImages()), Want: checks.Unknown},
		{Name: "own_image", Given: environment(func(e *batch.ComputeEnvironment) { e.ImageID = inventory.Known("ami-1") }), Want: checks.NotApplicable},
		{Name: "override", Given: environment(machineImages(batch.Image{ImageType: "ECS_AL2023", ImageIDOverride: "ami-1"})), Want: checks.NotApplicable},
		{Name: "unmanaged", Given: environment(func(e *batch.ComputeEnvironment) { e.ManagedType = inventory.Known("UNMANAGED") }), Want: checks.NotApplicable},
		{Name: "fargate", Given: environment(fargate), Want: checks.NotCustomer},
		{Name: "unread", Given: environment(func(e *batch.ComputeEnvironment) { e.Images = denied[[]batch.Image](batch.DescribeComputeEnvironments) }), Want: checks.Unknown},
	},
}

func imageLatest(v *checks.View[batch.ComputeEnvironment]) checks.Verdict {
	own, _ := checks.Read(v, v.Resource.ImageID)
	list, _ := checks.Read(v, v.Resource.Images)
	if made, known := checks.Read(v, v.Resource.ManagedType); own != "" || known && made == "UNMANAGED" {
		return v.NotApplicable("the image is yours: it is judged with the instances")
	}
	var unsaid []string
	for _, i := range list {
		switch {
		case i.ImageIDOverride != "":
			return v.NotApplicable("imageIdOverride is %s: the image is judged with the instances", i.ImageIDOverride)
		case i.BatchImageStatus == "UPDATE_AVAILABLE":
			return v.Fail("batchImageStatus of %s is UPDATE_AVAILABLE", i.ImageType)
		case i.BatchImageStatus != "LATEST":
			unsaid = append(unsaid, i.ImageType)
		}
	}
	if len(list) == 0 || len(unsaid) > 0 {
		return v.Unknown("Batch does not say whether the image is the newest: batchImageStatus is set once an instance has been started")
	}
	return v.Pass("batchImageStatus is LATEST")
}
