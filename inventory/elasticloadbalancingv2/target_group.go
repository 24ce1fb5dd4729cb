package elasticloadbalancingv2

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// TargetGroupType describes kind elbv2.target_group, which the checks of load balancers read.
var TargetGroupType = inventory.Describe[TargetGroup]("elbv2.target_group", DescribeTargetGroups, DescribeTargetHealth, DescribeTargetGroupAttributes)

// A TargetGroup is what a load balancer forwards to. Its id is the end of its ARN: "web/6d0ecf831eec9f09".
type TargetGroup struct {
	inventory.Ref

	// Protocol and Port are those to the targets; empty and 0 for a function.
	Protocol inventory.Fact[string] `json:"Protocol,omitzero"`
	Port     inventory.Fact[int32]  `json:"Port,omitzero"`
	// VPCID is empty for a function.
	VPCID      inventory.Fact[string] `json:"VpcId,omitzero"`
	TargetType inventory.Fact[string] `json:"TargetType,omitzero"` // "instance", "ip", "lambda" or "alb"
	// LoadBalancerARNs are those that forward to the group by any rule of any listener, sorted.
	LoadBalancerARNs    inventory.Fact[[]string] `json:"LoadBalancerArns,omitzero"`
	HealthCheckProtocol inventory.Fact[string]   `json:"HealthCheckProtocol,omitzero"`
	HealthCheckEnabled  inventory.Fact[bool]     `json:"HealthCheckEnabled,omitzero"`

	// Targets are sorted by id and port. They are asked for where a load balancer uses the group.
	Targets inventory.Fact[[]Target] `json:"TargetHealthDescriptions,omitzero" call:"DescribeTargetHealth"`
	// PreserveClientIP is "true" where targets see the client's address and "false" where they see the load balancer's. It
	// is asked for where a load balancer uses the group, for TCP and TLS: others have no choice.
	PreserveClientIP inventory.Fact[string] `json:"Attributes.preserve_client_ip.enabled,omitzero" call:"DescribeTargetGroupAttributes"`
}

// A Target is what is registered with a target group.
type Target struct {
	// ID is that of an instance, an IP address, or the ARN of a function or of an application load balancer.
	ID   string `json:"Target.Id"`
	Port int32  `json:"Target.Port,omitempty"` // 0 for a function
	// State is "healthy", "unhealthy", "unused", "draining", "initial", "unavailable" ..., and Reason why it is not healthy.
	State  string `json:"TargetHealth.State"`
	Reason string `json:"TargetHealth.Reason,omitempty"`
}

// Type implements inventory.Resource.
func (*TargetGroup) Type() *inventory.Type { return TargetGroupType }

// Classify implements inventory.Resource. Target groups are read by the checks of load balancers.
func (*TargetGroup) Classify() inventory.Classification { return inventory.Classification{} }

// TargetGroupCollector brings the target groups of a region with their targets.
var TargetGroupCollector = &collect.Collector{
	Types:   []*inventory.Type{TargetGroupType},
	Lists:   []*inventory.Call{DescribeTargetGroups},
	Details: []*inventory.Call{DescribeTargetGroupAttributes, DescribeTargetHealth},
	Collect: collectTargetGroups,
}

func collectTargetGroups(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	var list []*TargetGroup
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewDescribeTargetGroupsPaginator(client, &sdk.DescribeTargetGroupsInput{PageSize: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.TargetGroups {
			if g, ok := newTargetGroup(s, &page.TargetGroups[i]); ok {
				list = append(list, g)
			} else {
				s.Incomplete(TargetGroupType.Kind, &inventory.Gap{Class: inventory.Omitted, Call: DescribeTargetGroups.String(), Region: s.Region, Detail: "a target group without an ARN"})
			}
		}
	}
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		// What no load balancer uses takes no traffic.
		if g := list[i]; len(g.LoadBalancerARNs.Or(nil)) > 0 {
			if s.Wants(DescribeTargetHealth) {
				out, err := client.DescribeTargetHealth(ctx, &sdk.DescribeTargetHealthInput{TargetGroupArn: &g.ARN})
				g.Targets = collect.Answer(s, DescribeTargetHealth, targets(out), err)
			}
			if p := g.Protocol.Or(""); s.Wants(DescribeTargetGroupAttributes) && (p == "TCP" || p == "TLS") && g.TargetType.Or("") != "alb" {
				out, err := client.DescribeTargetGroupAttributes(ctx, &sdk.DescribeTargetGroupAttributesInput{TargetGroupArn: &g.ARN})
				g.PreserveClientIP = preserves(out, s.Gap(DescribeTargetGroupAttributes, err))
			}
		}
		s.Emit(list[i])
	})
	return broken
}

func newTargetGroup(s *collect.Scan, x *types.TargetGroup) (*TargetGroup, bool) {
	arn := aws.ToString(x.TargetGroupArn)
	_, id, ok := strings.Cut(arn, ":targetgroup/")
	if !ok {
		return nil, false
	}
	g := &TargetGroup{
		Ref: s.Ref(id, "elasticloadbalancing", "targetgroup/"+id), Protocol: inventory.FromEnum(x.Protocol), Port: inventory.FromPtr(x.Port), VPCID: inventory.FromPtr(x.VpcId),
		TargetType: inventory.FromEnum(x.TargetType), HealthCheckProtocol: inventory.FromEnum(x.HealthCheckProtocol), HealthCheckEnabled: inventory.FromPtr(x.HealthCheckEnabled),
		// A group that no rule uses has an empty list.
		LoadBalancerARNs: inventory.Known(slices.Sorted(slices.Values(x.LoadBalancerArns))),
	}
	g.ARN, g.Name = arn, aws.ToString(x.TargetGroupName)
	if x.TargetType == types.TargetTypeEnumLambda {
		// A function has neither (API reference, TargetGroup).
		g.Protocol, g.Port, g.VPCID = inventory.Known(""), inventory.Known[int32](0), inventory.Known("")
	}
	return g, true
}

func targets(out *sdk.DescribeTargetHealthOutput) []Target {
	if out == nil {
		return nil
	}
	list := make([]Target, 0, len(out.TargetHealthDescriptions))
	for _, d := range out.TargetHealthDescriptions {
		var t Target
		if d.Target != nil {
			t.ID, t.Port = aws.ToString(d.Target.Id), aws.ToInt32(d.Target.Port)
		}
		if d.TargetHealth != nil {
			t.State, t.Reason = string(d.TargetHealth.State), string(d.TargetHealth.Reason)
		}
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b Target) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Port, b.Port)) })
	return list
}

func preserves(out *sdk.DescribeTargetGroupAttributesOutput, gap *inventory.Gap) inventory.Fact[string] {
	if gap != nil {
		return inventory.Missing[string](gap)
	}
	for _, a := range out.Attributes {
		if aws.ToString(a.Key) == "preserve_client_ip.enabled" {
			return inventory.FromPtr(a.Value)
		}
	}
	return inventory.FromPtr[string](nil)
}
