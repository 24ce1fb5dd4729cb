// Package lambda judges the functions and layers of AWS Lambda: whether their runtimes are patched, who may invoke and
// read them, what they can do, and where their failures go.
package lambda

import "demarc/checks"

// Checks lists every check of Lambda, sorted by id.
var Checks = []checks.Checker{
	CapacityProviderKey,
	CapacityProviderRoleNotAdmin,
	CapacityProviderZones,
	FunctionEnvironmentKey,
	FunctionEnvironmentNoSecrets,
	FunctionFailureDestination,
	FunctionImagePatched,
	FunctionImageRecent,
	FunctionInVPC,
	FunctionLayersTrusted,
	FunctionPackagesPatched,
	FunctionPolicyNotPublic,
	FunctionPolicySourceBound,
	FunctionPolicyTrustedAccounts,
	FunctionRoleNotAdmin,
	FunctionRuntimeLasting,
	FunctionRuntimeSupported,
	FunctionRuntimeUpdates,
	FunctionTracing,
	FunctionURLIAMAuth,
	FunctionURLOrigins,
	FunctionVPCZones,
	LayerVersionNotPublic,
	LayerVersionTrustedAccounts,
}
