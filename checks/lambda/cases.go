package lambda

import (
	"time"

	"demarc/checks"
	"demarc/checks/iam/roles"
	"demarc/inventory"
	"demarc/inventory/lambda"
)

// caseARN is the ARN of the function of the worked examples.
const caseARN = "arn:aws:lambda:" + checks.CaseRegion + ":" + checks.CaseAccount + ":function:orders"

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// function is a .zip function of which everything is known and nothing is wrong, with the changes.
func function(changes ...func(*lambda.Function)) lambda.Function {
	f := lambda.Function{
		Ref:         inventory.Ref{ID: "orders", ARN: caseARN, Region: checks.CaseRegion},
		PackageType: inventory.Known("Zip"), CodeSHA256: inventory.Known("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="), Runtime: inventory.Known("python3.13"), CapacityProviderARN: inventory.Known(""),
		Role: inventory.Known(roles.ARN), LastModified: inventory.Known(checks.CaseTime.AddDate(0, 0, -10)),
		Environment: inventory.Known([]lambda.Variable{{Name: "STAGE"}}), KMSKeyARN: inventory.Known("arn:aws:kms:eu-central-1:111122223333:key/1"),
		SubnetIDs: inventory.Known([]string{"subnet-1", "subnet-2"}), SecurityGroupIDs: inventory.Known([]string{"sg-1"}),
		Layers: inventory.Known[[]string](nil), TracingMode: inventory.Known("Active"), DeadLetterTargetARN: inventory.Known("arn:aws:sqs:eu-central-1:111122223333:dead"),
		UpdateRuntimeOn: inventory.Known("Auto"), Policy: inventory.Known(""), URLs: inventory.Known[[]lambda.URL](nil),
	}
	for _, change := range changes {
		change(&f)
	}
	return f
}

// image turns the function into one from a container image.
func image(f *lambda.Function) {
	f.PackageType, f.Runtime, f.UpdateRuntimeOn = inventory.Known("Image"), inventory.Known(""), inventory.Fact[string]{}
}

// instances puts the function on Lambda Managed Instances.
func instances(f *lambda.Function) {
	f.CapacityProviderARN = inventory.Known("arn:aws:lambda:eu-central-1:111122223333:capacity-provider:pool")
	f.UpdateRuntimeOn = inventory.Fact[string]{}
}

func runtime(id string) func(*lambda.Function) {
	return func(f *lambda.Function) { f.Runtime = inventory.Known(id) }
}

// updates sets when the runtime is patched, and when the function was last changed.
func updates(mode string, days int) func(*lambda.Function) {
	return func(f *lambda.Function) {
		f.UpdateRuntimeOn, f.LastModified = inventory.Known(mode), inventory.Known(checks.CaseTime.Add(-time.Duration(days)*24*time.Hour))
	}
}

// policy gives the function a resource policy of one statement.
func policy(statement string) func(*lambda.Function) {
	return func(f *lambda.Function) { f.Policy = inventory.Known(document(statement)) }
}

func document(statement string) string {
	return `{"Version":"2012-10-17","Id":"default","Statement":[` + statement + `]}`
}

func noPolicy(f *lambda.Function) { f.Policy = denied[string](lambda.GetPolicy) }

// url gives the function a URL.
func url(auth string, origins ...string) func(*lambda.Function) {
	return func(f *lambda.Function) {
		f.URLs = inventory.Known([]lambda.URL{{FunctionARN: caseARN, AuthType: auth, AllowOrigins: origins}})
	}
}

func noURLs(f *lambda.Function) { f.URLs = denied[[]lambda.URL](lambda.ListFunctionURLConfigs) }

// layer is a layer version with a policy.
func layer(text string) lambda.LayerVersion {
	return lambda.LayerVersion{Ref: inventory.Ref{ID: "shared:3", ARN: "arn:aws:lambda:eu-central-1:111122223333:layer:shared:3", Region: checks.CaseRegion}, Policy: inventory.Known(text)}
}

// Statements of resource policies.
const (
	anyone      = `{"Sid":"open","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"` + caseARN + `"}`
	anyoneByURL = `{"Sid":"url","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"` + caseARN + `","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}`
	partner     = `{"Sid":"partner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"lambda:InvokeFunction","Resource":"` + caseARN + `"}`
	organised   = `{"Sid":"org","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"` + caseARN + `","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}}}`
	bucketOnly  = `{"Sid":"s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"` + caseARN + `","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::orders"}}}`
	bucketOwned = `{"Sid":"s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"` + caseARN + `","Condition":{"StringEquals":{"AWS:SourceAccount":"111122223333"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::orders"}}}`
	anyRule     = `{"Sid":"events","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"` + caseARN + `"}`
	ownRule     = `{"Sid":"events","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"` + caseARN + `","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:events:eu-central-1:111122223333:rule/nightly"}}}`
	theirRule   = `{"Sid":"events","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"` + caseARN + `","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:events:eu-central-1:444455556666:rule/nightly"}}}`
)
