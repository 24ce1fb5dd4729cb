// Package ecr collects what Amazon ECR says of the private repositories of an account and region, and of the registry
// that they stand in. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference). This is the only package that links the ECR client.
//
// # Calls
//
// For a region with 200 repositories: 1 DescribeRepositories, 8 BatchGetRepositoryScanningConfiguration (at most 25 names
// each), 200 GetRepositoryPolicy, 200 GetLifecyclePolicy, 200 DescribeImages, 1 GetRegistryScanningConfiguration, 1
// GetRegistryPolicy and 1 GetSigningConfiguration. TestCalls holds a tenth of it. ECR has no batch form of the three that
// grow, and DescribeRepositories does not even tell whether there is a policy; each is made only where a check that reads
// it is selected. ListTagsForResource is made only for a selection by tag.
//
// DescribeImages is asked of a repository as a whole, 1000 images to a page: which of them run is known to ECS, Lambda and
// others and not here, and one answer has the age, the tags, the outcome of the last scan and the signatures of all.
// What refers to an image, such as its signature, is among them, so that DescribeImageSigningStatus is not needed. Of basic
// scanning DescribeImages tells nothing, and DescribeImageScanFindings takes one image: it is asked of the newest of each
// repository alone, one call, and not where DescribeImages tells of a scan.
package ecr

import "demarc/inventory"

// The calls of ECR. The action that each needs bears its name (Service Authorization Reference, "Actions for Amazon
// Elastic Container Registry").
var (
	DescribeRepositories                    = call("DescribeRepositories")
	BatchGetRepositoryScanningConfiguration = call("BatchGetRepositoryScanningConfiguration")
	GetRepositoryPolicy                     = call("GetRepositoryPolicy", "RepositoryPolicyNotFoundException")
	GetLifecyclePolicy                      = call("GetLifecyclePolicy", "LifecyclePolicyNotFoundException")
	DescribeImages                          = call("DescribeImages")
	// DescribeImageScanFindings answers ScanNotFoundException for an image that was never scanned.
	DescribeImageScanFindings        = call("DescribeImageScanFindings", "ScanNotFoundException")
	ListTagsForResource              = call("ListTagsForResource")
	GetRegistryScanningConfiguration = call("GetRegistryScanningConfiguration")
	GetRegistryPolicy                = call("GetRegistryPolicy", "RegistryPolicyNotFoundException")
	GetSigningConfiguration          = call("GetSigningConfiguration", "SigningConfigurationNotFoundException")
)

func call(op string, absent ...string) *inventory.Call {
	return &inventory.Call{Service: "ECR", Op: op, Needs: []string{"ecr:" + op}, Absent: absent}
}
