// Package inspector2 collects what Amazon Inspector says of an account and region: what it scans, which EC2 instances
// it covers, and which vulnerabilities of weight it found on them. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/inspector/v2/APIReference). This is the only package that links the Inspector client.
//
// # Calls
//
// In a region: one BatchGetAccountStatus; and where EC2 is scanned, ceil(instances/200) ListCoverage and
// ceil(instances/100) ListFindingAggregations, whose counts tell whether any instance has a finding of weight. Only then
// ListFindings brings those, at a hundred a page. A thousand instances cost 16 calls before that.
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
