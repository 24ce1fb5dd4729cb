package lambda

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// details makes the calls that concern one function.
func (r run) details(ctx context.Context, f *Function) {
	// A container image has no runtime that Lambda manages, and on Managed Instances AWS patches it in any mode.
	if f.PackageType.Or("") != "Image" && f.CapacityProviderARN.Or("") == "" {
		mode := ""
		out, err := r.client.GetRuntimeManagementConfig(ctx, &sdk.GetRuntimeManagementConfigInput{FunctionName: &f.ID})
		if err == nil {
			mode = string(out.UpdateRuntimeOn)
		}
		f.UpdateRuntimeOn = collect.Answer(r.Scan, GetRuntimeManagementConfig, mode, err)
	}
	if r.Wants(GetPolicy) {
		policy := ""
		out, err := r.client.GetPolicy(ctx, &sdk.GetPolicyInput{FunctionName: &f.ID})
		if err == nil {
			policy = aws.ToString(out.Policy)
		}
		f.Policy = collect.Answer(r.Scan, GetPolicy, policy, err)
	}
	if r.Wants(ListFunctionURLConfigs) {
		f.URLs = r.urls(ctx, f.ID)
	}
	if r.Wants(ListFunctionEventInvokeConfigs) && f.DeadLetterTargetARN.Or("") == "" && len(AsynchronousInvokers(f.Policy.Or(""))) > 0 {
		f.OnFailure = r.onFailure(ctx, f.ID)
	}
	if r.Wants(ListTags) {
		tags := map[string]string{}
		out, err := r.client.ListTags(ctx, &sdk.ListTagsInput{Resource: &f.ARN})
		if err == nil {
			tags = out.Tags
		}
		f.Tags = collect.Answer(r.Scan, ListTags, tags, err)
	}
}

func (r run) urls(ctx context.Context, name string) inventory.Fact[[]URL] {
	var all []URL
	for page, err := range collect.Pages(ctx, sdk.NewListFunctionUrlConfigsPaginator(r.client, &sdk.ListFunctionUrlConfigsInput{FunctionName: &name, MaxItems: aws.Int32(pageSize)})) {
		if err != nil {
			return collect.Answer[[]URL](r.Scan, ListFunctionURLConfigs, nil, err)
		}
		for _, u := range page.FunctionUrlConfigs {
			url := URL{FunctionARN: aws.ToString(u.FunctionArn), AuthType: string(u.AuthType)}
			if u.Cors != nil {
				url.AllowOrigins = sorted(u.Cors.AllowOrigins)
			}
			all = append(all, url)
		}
	}
	return inventory.Known(all)
}

func (r run) onFailure(ctx context.Context, name string) inventory.Fact[[]string] {
	var all []string
	for page, err := range collect.Pages(ctx, sdk.NewListFunctionEventInvokeConfigsPaginator(r.client, &sdk.ListFunctionEventInvokeConfigsInput{FunctionName: &name, MaxItems: aws.Int32(pageSize)})) {
		if err != nil {
			return collect.Answer[[]string](r.Scan, ListFunctionEventInvokeConfigs, nil, err)
		}
		for _, c := range page.FunctionEventInvokeConfigs {
			if d := c.DestinationConfig; d != nil && d.OnFailure != nil && aws.ToString(d.OnFailure.Destination) != "" {
				all = append(all, *d.OnFailure.Destination)
			}
		}
	}
	slices.Sort(all)
	return inventory.Known(all)
}
