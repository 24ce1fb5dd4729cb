package lambda

import (
	"context"
	"errors"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A LayerVersion is one version of a layer of the account: files that functions share. Each version has its own policy.
// Its id is "NAME:VERSION".
type LayerVersion struct {
	inventory.Ref
	// Policy says which other accounts may use the version; empty when there is none.
	Policy inventory.Fact[string] `json:"Policy,omitzero" call:"GetLayerVersionPolicy"`
}

// LayerVersionType describes kind lambda.layer_version.
var LayerVersionType = inventory.Describe[LayerVersion]("lambda.layer_version", ListLayerVersions, GetLayerVersionPolicy).Of(responsibility.LambdaFunctionZip)

// Type implements inventory.Resource.
func (*LayerVersion) Type() *inventory.Type { return LayerVersionType }

// Classify implements inventory.Resource. The matrix has no row of its own for what functions share: its duties are those
// of a function's package.
func (*LayerVersion) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.LambdaFunctionZip, Why: "a layer is a part of the packages of .zip functions"}
}

// LayerVersionCollector brings every version of every layer of a region.
var LayerVersionCollector = &collect.Collector{
	Types:   []*inventory.Type{LayerVersionType},
	Lists:   []*inventory.Call{ListLayers, ListLayerVersions},
	Details: []*inventory.Call{GetLayerVersionPolicy},
	Collect: collectLayers,
}

func collectLayers(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	var names []string
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListLayersPaginator(r.client, &sdk.ListLayersInput{MaxItems: aws.Int32(pageSize)})) {
		if err != nil {
			broken = &collect.CallError{Call: ListLayers, Err: err}
			break
		}
		for _, l := range page.Layers {
			if name := aws.ToString(l.LayerName); name != "" {
				names = append(names, name)
			}
		}
	}
	failed := make([]error, len(names))
	// Lambda lists the versions of one layer at a time, and answers for the policy of one version at a time.
	s.Each(ctx, len(names), func(ctx context.Context, i int) { failed[i] = r.versions(ctx, names[i]) })
	return errors.Join(errors.Join(failed...), broken)
}

func (r run) versions(ctx context.Context, name string) error {
	for page, err := range collect.Pages(ctx, sdk.NewListLayerVersionsPaginator(r.client, &sdk.ListLayerVersionsInput{LayerName: &name, MaxItems: aws.Int32(pageSize)})) {
		if err != nil {
			return &collect.CallError{Call: ListLayerVersions, Err: err}
		}
		for _, x := range page.LayerVersions {
			id := name + ":" + strconv.FormatInt(x.Version, 10)
			v := &LayerVersion{Ref: r.Ref(id, "lambda", "layer:"+id)}
			if x.LayerVersionArn != nil {
				v.ARN = *x.LayerVersionArn
			}
			if r.Wants(GetLayerVersionPolicy) {
				policy := ""
				out, err := r.client.GetLayerVersionPolicy(ctx, &sdk.GetLayerVersionPolicyInput{LayerName: &name, VersionNumber: &x.Version})
				if err == nil {
					policy = aws.ToString(out.Policy)
				}
				v.Policy = collect.Answer(r.Scan, GetLayerVersionPolicy, policy, err)
			}
			r.Emit(v)
		}
	}
	return nil
}
