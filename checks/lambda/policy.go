package lambda

import (
	"demarc/checks/resourcepolicy"
	"demarc/inventory/lambda"
)

// functionPolicy is where the policy of a function is.
func functionPolicy(f *lambda.Function) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: f.Policy, Type: "lambda.function", ARN: f.ARN}
}

// layerPolicy is where the policy of a layer version is.
func layerPolicy(l *lambda.LayerVersion) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: l.Policy, Type: "lambda.layer", ARN: l.ARN}
}
