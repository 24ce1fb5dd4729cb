package elasticloadbalancing

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// LoadBalancerCollector brings the Classic Load Balancers of a region.
var LoadBalancerCollector = &collect.Collector{
	Types:   []*inventory.Type{LoadBalancerType},
	Lists:   []*inventory.Call{DescribeLoadBalancers},
	Details: []*inventory.Call{DescribeLoadBalancerAttributes, DescribeLoadBalancerPolicies},
	Collect: collectLoadBalancers,
}

// pageSize is the most that DescribeLoadBalancers returns in a page.
const pageSize = 400

// expected are the documents that are answers: another one, in which the lists are missing, must not pass for it.
var expected = map[string][]string{
	"DescribeLoadBalancerAttributes": {"DescribeLoadBalancerAttributesResponse"}, "DescribeLoadBalancerPolicies": {"DescribeLoadBalancerPoliciesResponse"},
	"DescribeLoadBalancers": {"DescribeLoadBalancersResponse"},
}

func collectLoadBalancers(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	var list []*LoadBalancer
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewDescribeLoadBalancersPaginator(client, &sdk.DescribeLoadBalancersInput{PageSize: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.LoadBalancerDescriptions {
			if x := &page.LoadBalancerDescriptions[i]; aws.ToString(x.LoadBalancerName) != "" {
				list = append(list, newLoadBalancer(s, x))
			} else {
				s.Incomplete(LoadBalancerType.Kind, &inventory.Gap{Class: inventory.Omitted, Call: DescribeLoadBalancers.String(), Region: s.Region, Detail: "a load balancer without a name"})
			}
		}
	}
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		b := list[i]
		if s.Wants(DescribeLoadBalancerAttributes) {
			out, err := client.DescribeLoadBalancerAttributes(ctx, &sdk.DescribeLoadBalancerAttributesInput{LoadBalancerName: &b.ID})
			b.describe(out, s.Gap(DescribeLoadBalancerAttributes, err))
		}
		if s.Wants(DescribeLoadBalancerPolicies) && slices.ContainsFunc(b.Listeners.Or(nil), func(l Listener) bool { return l.Secure() }) {
			out, err := client.DescribeLoadBalancerPolicies(ctx, &sdk.DescribeLoadBalancerPoliciesInput{LoadBalancerName: &b.ID})
			b.Policies = collect.Answer(s, DescribeLoadBalancerPolicies, policies(out), err)
		}
		s.Emit(b)
	})
	return broken
}

func newLoadBalancer(s *collect.Scan, x *types.LoadBalancerDescription) *LoadBalancer {
	name := *x.LoadBalancerName
	b := &LoadBalancer{
		Ref: s.Ref(name, "elasticloadbalancing", "loadbalancer/"+name), Scheme: inventory.FromPtr(x.Scheme), DNSName: inventory.FromPtr(x.DNSName), VPCID: inventory.FromPtr(x.VPCId),
		AvailabilityZones: some(x.AvailabilityZones), Subnets: some(x.Subnets), SecurityGroups: some(x.SecurityGroups),
	}
	b.Name = name
	ids := []string{}
	for _, i := range x.Instances {
		ids = append(ids, aws.ToString(i.InstanceId))
	}
	slices.Sort(ids)
	b.Instances = inventory.Known(ids)
	listeners := []Listener{}
	for _, d := range x.ListenerDescriptions {
		if d.Listener == nil {
			continue
		}
		listeners = append(listeners, Listener{
			LoadBalancerPort: d.Listener.LoadBalancerPort, Protocol: aws.ToString(d.Listener.Protocol), InstancePort: aws.ToInt32(d.Listener.InstancePort),
			InstanceProtocol: aws.ToString(d.Listener.InstanceProtocol), SSLCertificateID: aws.ToString(d.Listener.SSLCertificateId), PolicyNames: slices.Sorted(slices.Values(d.PolicyNames)),
		})
	}
	slices.SortFunc(listeners, func(a, b Listener) int { return cmp.Compare(a.LoadBalancerPort, b.LoadBalancerPort) })
	b.Listeners = inventory.Known(listeners)
	return b
}

// some returns a list that a load balancer in a VPC always has, sorted, and a gap where it is missing.
func some(list []string) inventory.Fact[[]string] {
	if len(list) == 0 {
		return inventory.FromPtr[[]string](nil)
	}
	return inventory.Known(slices.Sorted(slices.Values(list)))
}

// describe takes over the attributes, or the gap where they should be.
func (b *LoadBalancer) describe(out *sdk.DescribeLoadBalancerAttributesOutput, gap *inventory.Gap) {
	flag, word := inventory.FromPtr[bool](nil), inventory.FromPtr[string](nil)
	if gap != nil {
		flag, word = inventory.Missing[bool](gap), inventory.Missing[string](gap)
	}
	b.AccessLog, b.ConnectionDraining, b.CrossZoneLoadBalancing, b.DesyncMitigationMode = flag, flag, flag, word
	if gap != nil || out.LoadBalancerAttributes == nil {
		return
	}
	x := out.LoadBalancerAttributes
	if x.AccessLog != nil {
		b.AccessLog = inventory.Known(x.AccessLog.Enabled)
	}
	if x.ConnectionDraining != nil {
		b.ConnectionDraining = inventory.Known(x.ConnectionDraining.Enabled)
	}
	if x.CrossZoneLoadBalancing != nil {
		b.CrossZoneLoadBalancing = inventory.Known(x.CrossZoneLoadBalancing.Enabled)
	}
	for _, a := range x.AdditionalAttributes {
		if aws.ToString(a.Key) == "elb.http.desyncmitigationmode" {
			b.DesyncMitigationMode = inventory.FromPtr(a.Value)
		}
	}
}

// policies returns those that decide how TLS is negotiated.
func policies(out *sdk.DescribeLoadBalancerPoliciesOutput) []Policy {
	if out == nil {
		return nil
	}
	list := []Policy{}
	for _, p := range out.PolicyDescriptions {
		if aws.ToString(p.PolicyTypeName) != "SSLNegotiationPolicyType" {
			continue
		}
		o := Policy{PolicyName: aws.ToString(p.PolicyName)}
		for _, a := range p.PolicyAttributeDescriptions {
			if aws.ToString(a.AttributeName) == "Reference-Security-Policy" {
				o.Reference = aws.ToString(a.AttributeValue)
			}
		}
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b Policy) int { return cmp.Compare(a.PolicyName, b.PolicyName) })
	return list
}
