package lambda

import (
	"time"

	"demarc/inventory"
	"demarc/inventory/lambda/runtimes"
	"demarc/inventory/responsibility"
)

// Classify implements inventory.Resource. Whose instances the function runs on decides first, then whether it brings its
// own image, then whether AWS still patches its runtime, and at last when it does (AWS Lambda Developer Guide,
// "Understanding how Lambda manages runtime version updates" and "Shared responsibility model").
//
// A runtime that is not in the table is one that AWS added since: AWS takes none out. It is classified by its update
// mode, and whether it is supported stays unknown to the check that asks.
func (f *Function) Classify() inventory.Classification {
	provider, gap := f.CapacityProviderARN.Get()
	switch {
	case gap != nil:
		return inventory.Classification{Why: "CapacityProviderConfig is not known", Gap: gap}
	case provider != "":
		return inventory.Classification{Variant: responsibility.LambdaFunctionManagedInstances, Why: "CapacityProviderConfig names " + provider + ": it runs on EC2 instances of the account that AWS patches"}
	}
	switch kind, gap := f.PackageType.Get(); {
	case gap != nil:
		return inventory.Classification{Why: "PackageType is not known", Gap: gap}
	case kind == "Image":
		return inventory.Classification{Variant: responsibility.LambdaFunctionImage, Why: "PackageType is Image: the runtime is inside the image"}
	case kind != "Zip":
		return inventory.Classification{Why: "PackageType " + kind + " is not known to this build"}
	}
	return f.classifyZip()
}

func (f *Function) classifyZip() inventory.Classification {
	runtime, gap := f.Runtime.Get()
	switch {
	case gap != nil:
		return inventory.Classification{Why: "Runtime is not known", Gap: gap}
	case f.seen.IsZero():
		return inventory.Classification{Why: "the time of the snapshot is not known, and with it whether Runtime " + runtime + " is deprecated"}
	}
	why := "Runtime is " + runtime
	row, listed := runtimes.Find(runtime)
	switch {
	case row.Deprecated(f.seen):
		return inventory.Classification{Variant: responsibility.LambdaFunctionZipDeprecated, Why: why + ", deprecated since " + row.Deprecation.Format(time.DateOnly) + ": AWS may no longer patch it"}
	case runtimes.OSOnly(runtime):
		return inventory.Classification{Variant: responsibility.LambdaFunctionZipOSOnly, Why: why + ": AWS brings the operating system, the package the language"}
	case !listed:
		why += ", which is not in the table of " + runtimes.ReadOn().Format(time.DateOnly)
	}
	mode, gap := f.UpdateRuntimeOn.Get()
	if gap != nil {
		return inventory.Classification{Why: "UpdateRuntimeOn is not known", Gap: gap}
	}
	why += " and UpdateRuntimeOn is " + mode
	switch mode {
	case "Auto":
		return inventory.Classification{Variant: responsibility.LambdaFunctionZip, Why: why}
	case "FunctionUpdate":
		return inventory.Classification{Variant: responsibility.LambdaFunctionZipFunctionUpdate, Why: why + ": AWS patches it when the function is updated"}
	case "Manual":
		return inventory.Classification{Variant: responsibility.LambdaFunctionZipManual, Why: why + ": AWS does not patch it"}
	}
	return inventory.Classification{Why: "UpdateRuntimeOn " + mode + " is not known to this build"}
}
