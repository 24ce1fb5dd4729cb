package batch

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/secrets"
)

// JobDefinitionType describes kind batch.job_definition. Of each only the newest active revision is collected, which is
// the one that a job gets that names no revision.
var JobDefinitionType = inventory.Describe[JobDefinition]("batch.job_definition", DescribeJobDefinitions).Of(responsibility.ECSTaskDefinition)

// A JobDefinition is what a job runs. Its id is NAME:REVISION.
type JobDefinition struct {
	inventory.Ref

	Containers inventory.Fact[[]Container] `json:"containerProperties,omitzero"`
	// JobRoleARNs are the roles that the containers run as, each once, sorted; empty for none. A pod of EKS has a service
	// account of the cluster instead.
	JobRoleARNs inventory.Fact[[]string] `json:"containerProperties.jobRoleArn,omitzero"`
}

// A Container is a container of a job, in whatever form the definition has it. Zero values are what it does not say.
type Container struct {
	Name       string `json:"name,omitempty"`
	Image      string `json:"image"`
	Privileged bool   `json:"privileged,omitempty"`
	// Environment are the names of variables and never their values, sorted.
	Environment []Variable `json:"environment,omitempty"`
}

// A Variable is an environment variable without its value.
type Variable = secrets.Variable

// Type implements inventory.Resource.
func (*JobDefinition) Type() *inventory.Type { return JobDefinitionType }

// Classify implements inventory.Resource.
func (*JobDefinition) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.ECSTaskDefinition, Why: "a job definition, from which Batch makes task definitions"}
}
