package batch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/batch"
)

// denied is what a refused call leaves.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// environment is a managed environment on EC2 with the newest image.
func environment(changes ...func(*batch.ComputeEnvironment)) batch.ComputeEnvironment {
	none := inventory.Known("")
	e := batch.ComputeEnvironment{
		Ref: inventory.Ref{ID: "nightly", Region: checks.CaseRegion}, ManagedType: inventory.Known("MANAGED"), State: inventory.Known("ENABLED"), Status: inventory.Known("VALID"),
		Compute: inventory.Known("EC2"), ImageID: none, LaunchTemplate: none, EC2KeyPair: none, Images: inventory.Known([]batch.Image{{ImageType: "ECS_AL2023", BatchImageStatus: "LATEST"}}),
	}
	for _, change := range changes {
		change(&e)
	}
	return e
}

func fargate(e *batch.ComputeEnvironment) {
	e.Compute, e.Images = inventory.Known("FARGATE"), inventory.Known[[]batch.Image](nil)
}

func machineImages(list ...batch.Image) func(*batch.ComputeEnvironment) {
	return func(e *batch.ComputeEnvironment) { e.Images = inventory.Known(list) }
}

// job is a definition that does everything right, with the changes.
func job(changes ...func(*batch.Container)) batch.JobDefinition {
	c := batch.Container{Image: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/jobs:7", Environment: []batch.Variable{{Name: "STAGE"}}}
	for _, change := range changes {
		change(&c)
	}
	return batch.JobDefinition{Ref: inventory.Ref{ID: "nightly:1", Region: checks.CaseRegion}, Containers: inventory.Known([]batch.Container{c}), JobRoleARNs: inventory.Known[[]string](nil)}
}

func unread() batch.JobDefinition {
	return batch.JobDefinition{Ref: inventory.Ref{ID: "nightly:1", Region: checks.CaseRegion}, Containers: denied[[]batch.Container](batch.DescribeJobDefinitions), JobRoleARNs: denied[[]string](batch.DescribeJobDefinitions)}
}
