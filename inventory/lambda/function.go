package lambda

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A Function is a Lambda function, as its unpublished version ($LATEST) is configured. Its id is the function's name.
type Function struct {
	inventory.Ref
	// PackageType is Zip or Image.
	PackageType inventory.Fact[string] `json:"PackageType,omitzero"`
	// Runtime is the runtime's identifier; empty for a container image, which has none.
	Runtime inventory.Fact[string] `json:"Runtime,omitzero"`
	// CodeSHA256 is the hash of what is deployed: of a .zip file in base64; of a container image the digest of its manifest
	// in hexadecimal, without "sha256:". ListFunctions tells no more of an image; GetFunction would, and with it hand out
	// the code of every function, which a scanner has no business to be allowed.
	CodeSHA256 inventory.Fact[string] `json:"CodeSha256,omitzero"`
	// CapacityProviderARN is the capacity provider on whose EC2 instances the function runs (Lambda Managed Instances);
	// empty for a function on Lambda's own capacity, for which Lambda leaves CapacityProviderConfig out.
	CapacityProviderARN inventory.Fact[string] `json:"CapacityProviderConfig.LambdaManagedInstancesCapacityProviderConfig.CapacityProviderArn,omitzero"`
	// Role is the ARN of the role that the function runs as.
	Role         inventory.Fact[string]    `json:"Role,omitzero"`
	LastModified inventory.Fact[time.Time] `json:"LastModified,omitzero"`
	// Environment holds the names of the environment variables, sorted, and no value; empty when there are none.
	Environment inventory.Fact[[]Variable] `json:"Environment.Variables,omitzero"`
	// KMSKeyARN is the customer managed key that encrypts the environment; empty when Lambda's own key does.
	KMSKeyARN inventory.Fact[string] `json:"KMSKeyArn,omitzero"`
	// SubnetIDs and SecurityGroupIDs are empty for a function that is not connected to a VPC.
	SubnetIDs        inventory.Fact[[]string] `json:"VpcConfig.SubnetIds,omitzero"`
	SecurityGroupIDs inventory.Fact[[]string] `json:"VpcConfig.SecurityGroupIds,omitzero"`
	// Layers are the ARNs of the layer versions, in their order; empty when there are none.
	Layers inventory.Fact[[]string] `json:"Layers.Arn,omitzero"`
	// TracingMode is Active or PassThrough.
	TracingMode inventory.Fact[string] `json:"TracingConfig.Mode,omitzero"`
	// DeadLetterTargetARN is the queue or topic for events that failed; empty when there is none.
	DeadLetterTargetARN inventory.Fact[string] `json:"DeadLetterConfig.TargetArn,omitzero"`

	// UpdateRuntimeOn says when the runtime is patched: Auto, FunctionUpdate or Manual. It is asked of .zip functions on
	// Lambda's own capacity; of others it stays unasked.
	UpdateRuntimeOn inventory.Fact[string] `json:"UpdateRuntimeOn,omitzero" call:"GetRuntimeManagementConfig"`
	// Policy is the resource policy of the function, without those of versions and aliases; empty when there is none.
	Policy inventory.Fact[string] `json:"Policy,omitzero" call:"GetPolicy"`
	// URLs are the function's URLs, that of the function itself and those of aliases.
	URLs inventory.Fact[[]URL] `json:"FunctionUrlConfigs,omitzero" call:"ListFunctionUrlConfigs"`
	// OnFailure are the destinations for events that failed, of the function and its aliases, sorted; empty when there
	// are none. It is asked of functions without a dead-letter queue that a service invokes asynchronously by their policy
	// (AsynchronousInvokers); of others it stays unasked.
	OnFailure inventory.Fact[[]string] `json:"FunctionEventInvokeConfigs.DestinationConfig.OnFailure.Destination,omitzero" call:"ListFunctionEventInvokeConfigs"`

	seen time.Time // the time of the snapshot, which decides whether the runtime is deprecated
}

// A Variable is an environment variable: its name, and the kinds of secrets that its value holds (package secrets).
type Variable struct {
	Name    string   `json:"Name"`
	Secrets []string `json:"Secrets,omitempty"`
}

// A URL is an HTTPS endpoint of a function.
type URL struct {
	// FunctionARN ends in the alias's name where the URL is an alias's.
	FunctionARN string `json:"FunctionArn"`
	// AuthType is AWS_IAM, or NONE for a URL that checks no signature.
	AuthType string `json:"AuthType"`
	// AllowOrigins are the origins whose pages may call the URL from a browser; empty without a Cors configuration.
	AllowOrigins []string `json:"Cors.AllowOrigins,omitempty"`
}

// FunctionType describes kind lambda.function.
var FunctionType = inventory.Describe[Function]("lambda.function", ListFunctions, GetRuntimeManagementConfig, GetPolicy, ListFunctionURLConfigs, ListFunctionEventInvokeConfigs, ListTags).Of(
	responsibility.LambdaFunctionManagedInstances, responsibility.LambdaFunctionImage, responsibility.LambdaFunctionZipDeprecated, responsibility.LambdaFunctionZipOSOnly,
	responsibility.LambdaFunctionZip, responsibility.LambdaFunctionZipFunctionUpdate, responsibility.LambdaFunctionZipManual)

// Type implements inventory.Resource.
func (*Function) Type() *inventory.Type { return FunctionType }

// Date implements inventory.Dated.
func (f *Function) Date(at time.Time) { f.seen = at }
