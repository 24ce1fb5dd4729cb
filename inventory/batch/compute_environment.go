package batch

import (
	"strings"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// ComputeEnvironmentType describes kind batch.compute_environment.
var ComputeEnvironmentType = inventory.Describe[ComputeEnvironment]("batch.compute_environment", DescribeComputeEnvironments).Of(
	responsibility.BatchComputeEnvCustomAMI, responsibility.BatchComputeEnvFargate, responsibility.BatchComputeEnvEC2)

// A ComputeEnvironment is where jobs run. Its id is its name.
type ComputeEnvironment struct {
	inventory.Ref

	ManagedType inventory.Fact[string] `json:"type,omitzero"`                     // MANAGED, UNMANAGED
	State       inventory.Fact[string] `json:"state,omitzero"`                    // ENABLED, DISABLED
	Status      inventory.Fact[string] `json:"status,omitzero"`                   // VALID, INVALID and states between
	Compute     inventory.Fact[string] `json:"computeResources.type,omitzero"`    // EC2, SPOT, FARGATE, FARGATE_SPOT; empty for UNMANAGED
	ImageID     inventory.Fact[string] `json:"computeResources.imageId,omitzero"` // empty where Batch picks the image
	// LaunchTemplate is its id or name; empty where there is none. It may name an image, which Batch does not tell.
	LaunchTemplate inventory.Fact[string]  `json:"computeResources.launchTemplate,omitzero"`
	Images         inventory.Fact[[]Image] `json:"computeResources.ec2Configuration,omitzero"`
	EC2KeyPair     inventory.Fact[string]  `json:"computeResources.ec2KeyPair,omitzero"` // empty when there is none
	ECSClusterARN  inventory.Fact[string]  `json:"ecsClusterArn,omitzero"`
}

// An Image is what an environment starts for one type of image.
type Image struct {
	ImageType       string `json:"imageType"` // ECS_AL2023, EKS_AL2023 and others
	ImageIDOverride string `json:"imageIdOverride,omitempty"`
	// BatchImageStatus is LATEST or UPDATE_AVAILABLE; empty for custom images and before the first instance (API
	// reference, Ec2Configuration).
	BatchImageStatus string `json:"batchImageStatus,omitempty"`
}

// Type implements inventory.Resource.
func (*ComputeEnvironment) Type() *inventory.Type { return ComputeEnvironmentType }

// Classify implements inventory.Resource: who makes the machines, and who their image.
func (c *ComputeEnvironment) Classify() inventory.Classification {
	made, gap := c.ManagedType.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if made == "UNMANAGED" {
		return inventory.Classification{Variant: responsibility.BatchComputeEnvCustomAMI, Why: "type is UNMANAGED: the machines are the customer's"}
	}
	compute, gap := c.Compute.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if strings.HasPrefix(compute, "FARGATE") {
		return inventory.Classification{Variant: responsibility.BatchComputeEnvFargate, Why: "computeResources.type is " + compute}
	}
	own, gap := c.ImageID.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if own != "" {
		return inventory.Classification{Variant: responsibility.BatchComputeEnvCustomAMI, Why: "computeResources.imageId is " + own}
	}
	images, gap := c.Images.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	told := false
	for _, i := range images {
		if i.ImageIDOverride != "" {
			return inventory.Classification{Variant: responsibility.BatchComputeEnvCustomAMI, Why: "imageIdOverride is " + i.ImageIDOverride}
		}
		told = told || i.BatchImageStatus != ""
	}
	template, gap := c.LaunchTemplate.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if template != "" && !told {
		return inventory.Classification{Why: "launch template " + template + " may name an image, and batchImageStatus is not set"}
	}
	return inventory.Classification{Variant: responsibility.BatchComputeEnvEC2, Why: "computeResources.type is " + compute + ", and the image is Batch's"}
}

// Links implements inventory.Linker: what the environment is, its nodes are. Batch lists none of them: they name the
// environment in a tag, or are container instances of the cluster that Batch made for it.
func (c *ComputeEnvironment) Links() []inventory.Link {
	class := c.Classify()
	if class.Variant == "" {
		return nil
	}
	out := []inventory.Link{{Kind: "batch.compute_environment", Region: c.Region, ID: c.ID, Variant: class.Variant, Why: "tag aws:batch:compute-environment names environment " + c.ID + ", whose " + class.Why}}
	if _, name, ok := strings.Cut(c.ECSClusterARN.Or(""), ":cluster/"); ok {
		out = append(out, inventory.Link{Kind: "ecs.cluster", Region: c.Region, ID: name, Variant: class.Variant, Why: "the cluster is that of Batch's environment " + c.ID + ", whose " + class.Why})
	}
	return out
}
