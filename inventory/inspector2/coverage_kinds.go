package inspector2

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/inspector2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// CoverageCollector brings the EC2 instances that Inspector knows. Where EC2 is not scanned there are none, and
// Inspector refuses the other calls to an account that does not use it: so its status is asked first.
var CoverageCollector = &collect.Collector{
	Types:   []*inventory.Type{CoverageType},
	Lists:   []*inventory.Call{BatchGetAccountStatus, ListCoverage},
	Details: []*inventory.Call{ListFindingAggregations, ListFindings},
	Collect: func(ctx context.Context, s *collect.Scan) error { return collectCoverage(ctx, s, instances) },
}

// FunctionCoverageCollector brings the Lambda functions that Inspector knows, as CoverageCollector does instances.
var FunctionCoverageCollector = &collect.Collector{
	Types:   []*inventory.Type{FunctionCoverageType},
	Lists:   []*inventory.Call{BatchGetAccountStatus, ListCoverage},
	Details: []*inventory.Call{ListFindingAggregations, ListFindings},
	Collect: func(ctx context.Context, s *collect.Scan) error { return collectCoverage(ctx, s, functions) },
}

// ImageCoverageCollector brings the container images that Inspector knows, as CoverageCollector does instances.
var ImageCoverageCollector = &collect.Collector{
	Types:   []*inventory.Type{ImageCoverageType},
	Lists:   []*inventory.Call{BatchGetAccountStatus, ListCoverage},
	Details: []*inventory.Call{ListFindingAggregations, ListFindings},
	Collect: func(ctx context.Context, s *collect.Scan) error { return collectCoverage(ctx, s, images) },
}

// A scanned is a kind of resource that Inspector scans: how its three listings name it, and how it is made.
type scanned struct {
	kind        inventory.Kind
	state       func(*types.ResourceState) *types.State
	covered     types.CoverageResourceType
	aggregated  types.AggregationType
	found       types.ResourceType
	fixableOnly bool
	// counted returns what an aggregation counts, and for which resource.
	counted func(types.AggregationResponse) (id *string, counts *types.SeverityCounts)
	// id is that of the resource in the inventory, from Inspector's.
	id func(string) string
	// create returns an empty resource, and its part that is filled in.
	create func(inventory.Ref, *types.CoveredResource) (inventory.Resource, *Inspected)
}

var instances = scanned{
	kind: "inspector2.coverage", covered: types.CoverageResourceTypeAwsEc2Instance, aggregated: types.AggregationTypeAwsEc2Instance, found: types.ResourceTypeAwsEc2Instance,
	state: func(s *types.ResourceState) *types.State { return s.Ec2 },
	counted: func(r types.AggregationResponse) (*string, *types.SeverityCounts) {
		m, ok := r.(*types.AggregationResponseMemberEc2InstanceAggregation)
		if !ok {
			return nil, nil
		}
		return m.Value.InstanceId, m.Value.SeverityCounts
	},
	id: func(id string) string { return id },
	create: func(ref inventory.Ref, _ *types.CoveredResource) (inventory.Resource, *Inspected) {
		c := &Coverage{Ref: ref}
		return c, &c.Inspected
	},
}

// An image has many findings, of which most have no fix or are old news: those without a fix are not asked for.
var images = scanned{
	kind: "inspector2.image_coverage", covered: types.CoverageResourceTypeAwsEcrContainerImage, aggregated: types.AggregationTypeAwsEcrContainer, found: types.ResourceTypeAwsEcrContainerImage,
	fixableOnly: true,
	state:       func(s *types.ResourceState) *types.State { return s.Ecr },
	counted: func(r types.AggregationResponse) (*string, *types.SeverityCounts) {
		m, ok := r.(*types.AggregationResponseMemberAwsEcrContainerAggregation)
		if !ok {
			return nil, nil
		}
		return m.Value.ResourceId, m.Value.SeverityCounts
	},
	id: func(id string) string { return id },
	create: func(ref inventory.Ref, x *types.CoveredResource) (inventory.Resource, *Inspected) {
		c := &ImageCoverage{Ref: ref, InUseCount: inventory.FromPtr[int64](nil)}
		if m := x.ResourceMetadata; m != nil && m.EcrImage != nil {
			c.InUseCount = inventory.FromPtr(m.EcrImage.InUseCount)
		}
		return c, &c.Inspected
	},
}

var functions = scanned{
	kind: "inspector2.function_coverage", covered: types.CoverageResourceTypeAwsLambdaFunction, aggregated: types.AggregationTypeAwsLambdaFunction, found: types.ResourceTypeAwsLambdaFunction,
	fixableOnly: true,
	state:       func(s *types.ResourceState) *types.State { return s.Lambda },
	counted: func(r types.AggregationResponse) (*string, *types.SeverityCounts) {
		m, ok := r.(*types.AggregationResponseMemberLambdaFunctionAggregation)
		if !ok {
			return nil, nil
		}
		return m.Value.ResourceId, m.Value.SeverityCounts
	},
	// Inspector names the version that it looked at: ARN:$LATEST.
	id: func(id string) string { return strings.TrimSuffix(id, ":$LATEST") },
	create: func(ref inventory.Ref, _ *types.CoveredResource) (inventory.Resource, *Inspected) {
		c := &FunctionCoverage{Ref: ref}
		return c, &c.Inspected
	},
}

// idOf returns the id of a resource in the inventory; empty for one that Inspector does not name.
func (k scanned) idOf(id *string) string { return k.id(aws.ToString(id)) }
