// Package inspector2 collects what Amazon Inspector says of an account and region: what it scans, which EC2 instances,
// container images and Lambda functions it covers, and which vulnerabilities of weight it found on them. Types and facts
// keep the names of the API reference (https://docs.aws.amazon.com/inspector/v2/APIReference). This is the only package
// that links the Inspector client.
//
// # Calls
//
// In a region: one BatchGetAccountStatus; and for each of the three kinds that is scanned and that a check reads,
// ceil(n/200) ListCoverage and ceil(n/100) ListFindingAggregations, whose counts tell whether any of them has a finding
// of weight. Only then ListFindings brings those, at a hundred a page. 1000 instances cost 16 calls before that, 200
// images and 500 functions 12 (TestThousandInstances, TestCallsOfImagesAndFunctions). What keeps the last listing short:
//
//   - It asks for findings of severity HIGH and CRITICAL, and of images and functions only for those with a fix: the
//     others cannot be acted upon.
//   - Inspector closes the findings of an image that was neither pushed nor in use for the configured time, 14 days
//     unless somebody chose more (User Guide, "Configuring the Amazon ECR re-scan duration").
//   - Which images are in use is not known here: Inspector itself knows it of ECS and EKS alone.
//
// Of repositories, which Inspector also lists as covered, ECR tells the same (BatchGetRepositoryScanningConfiguration).
package inspector2

import "demarc/inventory"

// The calls of Inspector. The action that each needs bears its name (Service Authorization Reference, "Actions for
// Amazon Inspector2").
var (
	BatchGetAccountStatus   = call("BatchGetAccountStatus")
	ListCoverage            = call("ListCoverage")
	ListFindingAggregations = call("ListFindingAggregations")
	ListFindings            = call("ListFindings")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "Inspector2", Op: op, Needs: []string{"inspector2:" + op}}
}
