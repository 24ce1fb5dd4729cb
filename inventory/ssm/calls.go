// Package ssm collects what AWS Systems Manager says of an account and region: the nodes that it manages with their
// patch state and baseline, the account's documents and parameters, and its settings. Types and facts keep the names of
// the API reference (https://docs.aws.amazon.com/systems-manager/latest/APIReference). This is the only package that
// links the Systems Manager client.
//
// # Calls
//
// In a region: ceil(nodes/50) DescribeInstanceInformation and as many DescribeInstancePatchStates, since both take fifty
// at most; one GetPatchBaseline for each distinct baseline in use, which is a handful however many nodes there are, and
// one DescribePatchBaselines where a state names one of AWS's baselines by its bare id;
// ceil(documents/50) ListDocuments and, for each of the account's own documents, one DescribeDocumentPermission, which
// has no batch form; ceil(parameters/50) DescribeParameters; one GetServiceSetting for each setting;
// four GetParameters for the images that AWS publishes. A thousand nodes
// cost 40 calls and their baselines.
//
// ListResourceComplianceSummaries is a second witness of patching, fifty nodes in a page and all of them or none: the API
// reference names no filter by node. Of a node that Patch Manager scanned it repeats what the scan reported, so a
// thousand such nodes do not pay twenty calls for it. It is asked as soon as one node has no patch state: then another
// tool may have reported (PutComplianceItems), and what the answer says of the other nodes is kept too, so that a
// disagreement shows.
//
// DescribeInstancePatches takes one node and is asked for names where the counts fail already: one page of a hundred for
// each of the worst fifty nodes of a region, and none in a region where nothing is missing.
package ssm

import "demarc/inventory"

// The calls of Systems Manager. The action that each needs bears its name (Service Authorization Reference, "Actions
// for AWS Systems Manager").
var (
	DescribeInstanceInformation     = call("DescribeInstanceInformation")
	DescribeInstancePatchStates     = call("DescribeInstancePatchStates")
	DescribeInstancePatches         = call("DescribeInstancePatches")
	ListResourceComplianceSummaries = call("ListResourceComplianceSummaries")
	GetPatchBaseline                = call("GetPatchBaseline")
	DescribePatchBaselines          = call("DescribePatchBaselines")
	ListDocuments                   = call("ListDocuments")
	DescribeDocumentPermission      = call("DescribeDocumentPermission")
	DescribeParameters              = call("DescribeParameters")
	GetParameters                   = call("GetParameters") // of AWS's public parameters alone
	GetServiceSetting               = call("GetServiceSetting")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "SSM", Op: op, Needs: []string{"ssm:" + op}}
}
