package sagemaker

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A Network is how the containers of a monitoring job reach each other and the world. Both are off unless they were asked
// for (API reference, MonitoringNetworkConfig and NetworkConfig).
type Network struct {
	EnableInterContainerTrafficEncryption bool `json:"EnableInterContainerTrafficEncryption"`
	EnableNetworkIsolation                bool `json:"EnableNetworkIsolation"`
}

// watching is what a monitoring job is classified as. The matrix has no row for a job: SageMaker runs its container on
// machines that nobody sees, as it does those of an endpoint.
func watching(what string) inventory.Classification {
	return inventory.Classification{Variant: responsibility.SageMakerEndpoint, Why: what + "; the division of duties is borrowed from an endpoint, whose containers SageMaker runs as it does those of jobs"}
}

// A definition is what the definitions of the four kinds of monitoring have in common.
type definition struct {
	ref      inventory.Ref
	endpoint inventory.Fact[string]
	network  inventory.Fact[Network]
}

// A monitoring is one of the four kinds of monitoring with its calls, which differ in nothing but their names.
type monitoring[Page any] struct {
	resource string // what stands before the name in its ARN
	call     *inventory.Call
	items    func(*Page) []types.MonitoringJobDefinitionSummary
	describe func(ctx context.Context, client *sdk.Client, name string) (*types.MonitoringNetworkConfig, error)
	emit     func(definition) inventory.Resource
}

func (m *monitoring[Page]) collect(ctx context.Context, r run, pager collect.Pager[Page, sdk.Options]) error {
	var all []definition
	var broken error
	for page, err := range collect.Pages(ctx, pager) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range m.items(page) {
			name := aws.ToString(x.MonitoringJobDefinitionName)
			if name == "" {
				continue
			}
			d := definition{ref: r.Ref(name, "sagemaker", m.resource+"/"+name), endpoint: inventory.FromPtr(x.EndpointName)}
			if x.MonitoringJobDefinitionArn != nil {
				d.ref.ARN = *x.MonitoringJobDefinitionArn
			}
			all = append(all, d)
		}
	}
	// SageMaker describes one definition at a time.
	r.Each(ctx, len(all), func(ctx context.Context, i int) {
		d := &all[i]
		if r.Wants(m.call) {
			x, err := m.describe(ctx, r.client, d.ref.ID)
			d.network = collect.Answer(r.Scan, m.call, network(x), err)
		}
		if r.Wants(ListTags) {
			d.ref.Tags = r.tags(ctx, d.ref.ARN)
		}
		r.Emit(m.emit(*d))
	})
	return broken
}

func network(x *types.MonitoringNetworkConfig) Network {
	if x == nil {
		return Network{}
	}
	return Network{aws.ToBool(x.EnableInterContainerTrafficEncryption), aws.ToBool(x.EnableNetworkIsolation)}
}
