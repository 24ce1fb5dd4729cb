package ecr

import (
	"demarc/checks/resourcepolicy"
	"demarc/inventory/ecr"
)

// repositoryPolicy is where the policy of a repository is.
func repositoryPolicy(r *ecr.Repository) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: r.Policy, Type: "ecr.repository", ARN: r.ARN}
}

// registryPolicy is where the policy of a registry is, which speaks of all its repositories.
func registryPolicy(r *ecr.Registry) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: r.Policy, Type: "ecr.registry"}
}
