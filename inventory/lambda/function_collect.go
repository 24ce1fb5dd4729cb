package lambda

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
)

// FunctionCollector brings the functions of a region. ListFunctions alone enumerates them; GetRuntimeManagementConfig is
// made whenever it runs, since the variant needs it.
var FunctionCollector = &collect.Collector{
	Types:   []*inventory.Type{FunctionType},
	Lists:   []*inventory.Call{ListFunctions, GetRuntimeManagementConfig},
	Details: []*inventory.Call{GetPolicy, ListFunctionURLConfigs, ListFunctionEventInvokeConfigs, ListTags},
	Collect: collectFunctions,
}

// expected are the members without which an answer is none: the SDK reads an empty object as "no functions" and "no
// policy".
var expected = map[string][]string{
	"ListFunctions": {"Functions"}, "GetRuntimeManagementConfig": {"UpdateRuntimeOn"}, "GetPolicy": {"Policy"}, "ListFunctionUrlConfigs": {"FunctionUrlConfigs"},
	"ListFunctionEventInvokeConfigs": {"FunctionEventInvokeConfigs"}, "ListTags": {"Tags"},
	"ListCapacityProviders": {"CapacityProviders"}, "ListLayers": {"Layers"}, "ListLayerVersions": {"LayerVersions"}, "GetLayerVersionPolicy": {"Policy"},
}

// pageSize is the most that Lambda's listings return in a page.
const pageSize = 50

// run is one run of a collector.
type run struct {
	*collect.Scan
	client *sdk.Client
}

func newRun(s *collect.Scan) run {
	return run{s, sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })}
}

func collectFunctions(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	var functions []*Function
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListFunctionsPaginator(r.client, &sdk.ListFunctionsInput{MaxItems: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.Functions {
			if name := aws.ToString(page.Functions[i].FunctionName); name != "" {
				functions = append(functions, newFunction(s, name, &page.Functions[i]))
			}
		}
	}
	// One to five calls a function: see the package comment.
	s.Each(ctx, len(functions), func(ctx context.Context, i int) {
		r.details(ctx, functions[i])
		s.Emit(functions[i])
	})
	return broken
}

func newFunction(s *collect.Scan, name string, x *types.FunctionConfiguration) *Function {
	f := &Function{
		Ref:         s.Ref(name, "lambda", "function:"+name),
		PackageType: inventory.FromEnum(x.PackageType), Runtime: inventory.FromEnum(x.Runtime), Role: inventory.FromPtr(x.Role), CodeSHA256: inventory.FromPtr(x.CodeSha256),
		LastModified: modified(x.LastModified), Environment: environment(x.Environment),
		// Lambda leaves out what is not configured: the fields' comments say what that means.
		CapacityProviderARN: inventory.Known(""), KMSKeyARN: inventory.Known(aws.ToString(x.KMSKeyArn)), DeadLetterTargetARN: inventory.Known(""),
		SubnetIDs: inventory.Known[[]string](nil), SecurityGroupIDs: inventory.Known[[]string](nil), Layers: inventory.Known[[]string](nil),
		TracingMode: inventory.FromPtr[string](nil),
	}
	if x.FunctionArn != nil {
		f.ARN = *x.FunctionArn
	}
	if x.PackageType == types.PackageTypeImage {
		f.Runtime = inventory.Known(string(x.Runtime))
	}
	if c := x.CapacityProviderConfig; c != nil {
		f.CapacityProviderARN = inventory.FromPtr[string](nil)
		if m := c.LambdaManagedInstancesCapacityProviderConfig; m != nil {
			f.CapacityProviderARN = inventory.FromPtr(m.CapacityProviderArn)
		}
	}
	if x.DeadLetterConfig != nil {
		f.DeadLetterTargetARN = inventory.Known(aws.ToString(x.DeadLetterConfig.TargetArn))
	}
	if c := x.VpcConfig; c != nil {
		f.SubnetIDs, f.SecurityGroupIDs = inventory.Known(sorted(c.SubnetIds)), inventory.Known(sorted(c.SecurityGroupIds))
	}
	if len(x.Layers) > 0 {
		arns := make([]string, len(x.Layers))
		for i := range x.Layers {
			arns[i] = aws.ToString(x.Layers[i].Arn)
		}
		f.Layers = inventory.Known(arns)
	}
	if x.TracingConfig != nil {
		f.TracingMode = inventory.FromEnum(x.TracingConfig.Mode)
	}
	return f
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// modified reads LastModified, which Lambda writes as text with a numeric zone and no colon.
func modified(text *string) inventory.Fact[time.Time] {
	for _, form := range []string{"2006-01-02T15:04:05.000-0700", time.RFC3339} {
		if at, err := time.Parse(form, aws.ToString(text)); err == nil {
			return inventory.Known(at.UTC())
		}
	}
	return inventory.FromPtr[time.Time](nil)
}

// environment keeps the names of variables and the kinds of secrets in their values. Lambda leaves Environment out of a
// function without variables, and sets Error where the caller may not use the key that encrypts them: then they are not
// read, though the call succeeded. A whole environment is at most 4 KB, so each value is searched to its end.
func environment(e *types.EnvironmentResponse) inventory.Fact[[]Variable] {
	switch {
	case e == nil:
		return inventory.Known[[]Variable](nil)
	case e.Error != nil:
		return inventory.Missing[[]Variable](&inventory.Gap{
			Class: inventory.Denied, Call: ListFunctions.String(), Code: aws.ToString(e.Error.ErrorCode),
			Detail: "Lambda could not decrypt the environment for the caller", Needs: []string{"kms:Decrypt"},
		})
	}
	var out []Variable
	for _, name := range slices.Sorted(maps.Keys(e.Variables)) {
		v := Variable{Name: name}
		found, _ := secrets.Find([]byte(name + "=" + e.Variables[name]))
		for _, f := range found {
			if !slices.Contains(v.Secrets, f.Kind) {
				v.Secrets = append(v.Secrets, f.Kind)
			}
		}
		slices.Sort(v.Secrets)
		out = append(out, v)
	}
	return inventory.Known(out)
}
