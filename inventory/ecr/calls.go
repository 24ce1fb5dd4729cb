// Package ecr collects what Amazon ECR says of the private repositories of an account and region, and of the registry
// that they stand in. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference). This is the only package that links the ECR client.
//
// # Calls
//
// For a region with 200 repositories: 1 DescribeRepositories, 8 BatchGetRepositoryScanningConfiguration (at most 25 names
// each), 200 GetRepositoryPolicy, 200 GetLifecyclePolicy, 1 GetRegistryScanningConfiguration and 1 GetRegistryPolicy.
// TestCalls holds a tenth of it. ECR has no batch form of the two that grow, and DescribeRepositories does not even tell
// whether there is a policy; each is made only where a check that reads it is selected. ListTagsForResource is made only
// for a selection by tag.
package ecr

import "demarc/inventory"

// The calls of ECR. The action that each needs bears its name (Service Authorization Reference, "Actions for Amazon
// Elastic Container Registry").
var (
	DescribeRepositories                    = call("DescribeRepositories")
	BatchGetRepositoryScanningConfiguration = call("BatchGetRepositoryScanningConfiguration")
	GetRepositoryPolicy                     = call("GetRepositoryPolicy", "RepositoryPolicyNotFoundException")
	GetLifecyclePolicy                      = call("GetLifecyclePolicy", "LifecyclePolicyNotFoundException")
	ListTagsForResource                     = call("ListTagsForResource")
	GetRegistryScanningConfiguration        = call("GetRegistryScanningConfiguration")
	GetRegistryPolicy                       = call("GetRegistryPolicy", "RegistryPolicyNotFoundException")
)

func call(op string, absent ...string) *inventory.Call {
	return &inventory.Call{Service: "ECR", Op: op, Needs: []string{"ecr:" + op}, Absent: absent}
}
