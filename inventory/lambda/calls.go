// Package lambda collects what AWS Lambda says of the functions and layers of an account and region. Types and facts
// keep the names of the API reference (https://docs.aws.amazon.com/lambda/latest/api). This is the only package that
// links the Lambda client.
//
// # Calls
//
// For a region with 500 functions, 400 of them of .zip files, and 30 of which a service invokes asynchronously and that
// have no dead-letter queue: 10 ListFunctions (the service returns at most 50 in a page, whatever it is asked for), 400
// GetRuntimeManagementConfig, 500 GetPolicy, 500 ListFunctionURLConfigs and 30 ListFunctionEventInvokeConfigs. TestCalls
// holds a tenth of it. Lambda has no batch form of any of the four, and ListFunctions tells nothing of what they answer.
// What is done about it:
//
//   - FunctionVersion is left unset, so that only the unpublished version of each function is listed and asked about.
//   - GetRuntimeManagementConfig is asked of .zip functions outside Managed Instances alone: a container image has no
//     managed runtime, and the instances are patched by AWS.
//   - GetPolicy, ListFunctionURLConfigs and ListFunctionEventInvokeConfigs are made when a check that reads them is
//     selected, and the last only of functions whose policy lets in a service that invokes asynchronously and whose
//     DeadLetterConfig does not already answer what it is for.
//   - ListFunctionURLConfigs cannot be left out where the policy grants no lambda:InvokeFunctionUrl: a URL may be an
//     alias's, whose own policy is not read.
//
// Lambda allows 15 calls a second of all of these together for an account and region, and 15 of GetPolicy apart from them
// (Developer Guide, "Lambda quotas"). The scan takes half of each, and less when it is refused.
//
// GetFunction is not called. It would tell the address of a container image, but lambda:GetFunction is also the right to
// download the code of every .zip function. The digest, which ListFunctions has, is enough to find the image in ECR.
//
// Of layers, ListLayers tells the names, ListLayerVersions the versions of one, GetLayerVersionPolicy the policy of one
// version: an old version that is shared is as open as the newest. Layers are few beside functions.
// ListCapacityProviders tells all of each capacity provider, fifty to a page.
package lambda

import "demarc/inventory"

// The calls of Lambda. The action that each needs bears its name (Service Authorization Reference, "Actions for AWS
// Lambda").
var (
	ListFunctions              = call("ListFunctions")
	GetRuntimeManagementConfig = call("GetRuntimeManagementConfig")
	// GetPolicy answers ResourceNotFoundException for a function without a policy.
	GetPolicy                      = call("GetPolicy", "ResourceNotFoundException")
	ListFunctionURLConfigs         = call("ListFunctionUrlConfigs")
	ListFunctionEventInvokeConfigs = call("ListFunctionEventInvokeConfigs")
	// ListTags brings Ref.Tags; no check reads them, so only a selection by tag asks for it.
	ListTags              = call("ListTags")
	ListCapacityProviders = call("ListCapacityProviders")
	ListLayers            = call("ListLayers")
	ListLayerVersions     = call("ListLayerVersions")
	// GetLayerVersionPolicy answers ResourceNotFoundException for a version without a policy.
	GetLayerVersionPolicy = call("GetLayerVersionPolicy", "ResourceNotFoundException")
)

func call(op string, absent ...string) *inventory.Call {
	return &inventory.Call{Service: "Lambda", Op: op, Needs: []string{"lambda:" + op}, Absent: absent}
}
