package lambda

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A CapacityProvider says where and how Lambda makes the EC2 instances of Managed Instances, on which functions run. Its
// id is its name.
type CapacityProvider struct {
	inventory.Ref
	State inventory.Fact[string] `json:"State,omitzero"` // Pending, Active, Failed, Deleting
	// SubnetIDs and SecurityGroupIDs are those of the instances.
	SubnetIDs        inventory.Fact[[]string] `json:"VpcConfig.SubnetIds,omitzero"`
	SecurityGroupIDs inventory.Fact[[]string] `json:"VpcConfig.SecurityGroupIds,omitzero"`
	// OperatorRoleARN is the role by which Lambda makes the instances.
	OperatorRoleARN inventory.Fact[string] `json:"PermissionsConfig.CapacityProviderOperatorRoleArn,omitzero"`
	// KMSKeyARN encrypts the provider; empty for a key of Lambda's (API reference, CapacityProvider).
	KMSKeyARN    inventory.Fact[string] `json:"KmsKeyArn,omitzero"`
	ScalingMode  inventory.Fact[string] `json:"CapacityProviderScalingConfig.ScalingMode,omitzero"` // Auto, Manual
	MaxVCPUCount inventory.Fact[int32]  `json:"CapacityProviderScalingConfig.MaxVCpuCount,omitzero"`
}

// CapacityProviderType describes kind lambda.capacity_provider.
var CapacityProviderType = inventory.Describe[CapacityProvider]("lambda.capacity_provider", ListCapacityProviders).Of(responsibility.LambdaFunctionManagedInstances)

// Type implements inventory.Resource.
func (*CapacityProvider) Type() *inventory.Type { return CapacityProviderType }

// Classify implements inventory.Resource.
func (*CapacityProvider) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.LambdaFunctionManagedInstances, Why: "a capacity provider makes the instances that Lambda operates"}
}

// CapacityProviderCollector brings the capacity providers of a region. Their list tells all of each.
var CapacityProviderCollector = &collect.Collector{
	Types:   []*inventory.Type{CapacityProviderType},
	Lists:   []*inventory.Call{ListCapacityProviders},
	Collect: collectCapacityProviders,
}

func collectCapacityProviders(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	for page, err := range collect.Pages(ctx, sdk.NewListCapacityProvidersPaginator(r.client, &sdk.ListCapacityProvidersInput{MaxItems: aws.Int32(pageSize)})) {
		if err != nil {
			return err
		}
		for i := range page.CapacityProviders {
			if _, name, ok := strings.Cut(aws.ToString(page.CapacityProviders[i].CapacityProviderArn), ":capacity-provider:"); ok {
				s.Emit(capacityProvider(s, name, &page.CapacityProviders[i]))
			}
		}
	}
	return nil
}

func capacityProvider(s *collect.Scan, name string, x *types.CapacityProvider) *CapacityProvider {
	p := &CapacityProvider{
		Ref: s.Ref(name, "lambda", "capacity-provider:"+name), State: inventory.FromEnum(x.State), KMSKeyARN: inventory.Known(aws.ToString(x.KmsKeyArn)),
		SubnetIDs: inventory.FromPtr[[]string](nil), SecurityGroupIDs: inventory.FromPtr[[]string](nil), OperatorRoleARN: inventory.FromPtr[string](nil),
		ScalingMode: inventory.FromPtr[string](nil), MaxVCPUCount: inventory.FromPtr[int32](nil),
	}
	p.ARN = *x.CapacityProviderArn
	if c := x.VpcConfig; c != nil {
		p.SubnetIDs, p.SecurityGroupIDs = inventory.Known(slices.Sorted(slices.Values(c.SubnetIds))), inventory.Known(slices.Sorted(slices.Values(c.SecurityGroupIds)))
	}
	if c := x.PermissionsConfig; c != nil {
		p.OperatorRoleARN = inventory.FromPtr(c.CapacityProviderOperatorRoleArn)
	}
	if c := x.CapacityProviderScalingConfig; c != nil {
		p.ScalingMode, p.MaxVCPUCount = inventory.FromEnum(c.ScalingMode), inventory.FromPtr(c.MaxVCpuCount)
	}
	return p
}
