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

// LoadBalancerCollector brings the load balancers of a region with their listeners and attributes.
var LoadBalancerCollector = &collect.Collector{
	Types:   []*inventory.Type{LoadBalancerType},
	Lists:   []*inventory.Call{DescribeLoadBalancers},
	Details: []*inventory.Call{DescribeListeners, DescribeLoadBalancerAttributes},
	Collect: collectLoadBalancers,
}

// pageSize is the most that the listings return in a page.
const pageSize = 400

// expected are the documents that are answers. That a document lacks a list has a meaning here, so another document must
// not pass for it.
var expected = map[string][]string{
	"DescribeListeners": {"DescribeListenersResponse"}, "DescribeLoadBalancerAttributes": {"DescribeLoadBalancerAttributesResponse"},
	"DescribeLoadBalancers": {"DescribeLoadBalancersResponse"}, "DescribeTargetGroupAttributes": {"DescribeTargetGroupAttributesResponse"},
	"DescribeTargetGroups": {"DescribeTargetGroupsResponse"}, "DescribeTargetHealth": {"DescribeTargetHealthResponse"},
}

func newClient(s *collect.Scan) *sdk.Client {
	return sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
}

func collectLoadBalancers(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	var list []*LoadBalancer
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewDescribeLoadBalancersPaginator(client, &sdk.DescribeLoadBalancersInput{PageSize: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for i := range page.LoadBalancers {
			if b, ok := newLoadBalancer(s, &page.LoadBalancers[i]); ok {
				list = append(list, b)
			} else {
				s.Incomplete(LoadBalancerType.Kind, &inventory.Gap{Class: inventory.Omitted, Call: DescribeLoadBalancers.String(), Region: s.Region, Detail: "a load balancer without an ARN"})
			}
		}
	}
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		if s.Wants(DescribeListeners) {
			list[i].Listeners = listeners(ctx, s, client, list[i].ARN)
		}
		if s.Wants(DescribeLoadBalancerAttributes) {
			out, err := client.DescribeLoadBalancerAttributes(ctx, &sdk.DescribeLoadBalancerAttributesInput{LoadBalancerArn: &list[i].ARN})
			list[i].describe(out, s.Gap(DescribeLoadBalancerAttributes, err))
		}
		s.Emit(list[i])
	})
	return broken
}

func newLoadBalancer(s *collect.Scan, x *types.LoadBalancer) (*LoadBalancer, bool) {
	arn := aws.ToString(x.LoadBalancerArn)
	_, id, ok := strings.Cut(arn, ":loadbalancer/")
	if !ok {
		return nil, false
	}
	b := &LoadBalancer{
		Ref: s.Ref(id, "elasticloadbalancing", "loadbalancer/"+id), LoadBalancerType: inventory.FromEnum(x.Type), Scheme: inventory.FromEnum(x.Scheme),
		DNSName: inventory.Known(aws.ToString(x.DNSName)), VPCID: inventory.FromPtr(x.VpcId), IPAddressType: inventory.FromEnum(x.IpAddressType),
	}
	b.ARN, b.Name = arn, aws.ToString(x.LoadBalancerName)
	if x.State != nil {
		b.State = inventory.FromEnum(x.State.Code)
	} else {
		b.State = inventory.FromPtr[string](nil)
	}
	if len(x.SecurityGroups) > 0 || x.Type == types.LoadBalancerTypeEnumNetwork || x.Type == types.LoadBalancerTypeEnumGateway {
		b.SecurityGroups = inventory.Known(slices.Sorted(slices.Values(x.SecurityGroups)))
	} else {
		// An application load balancer always has one.
		b.SecurityGroups = inventory.FromPtr[[]string](nil)
	}
	if len(x.AvailabilityZones) == 0 {
		b.AvailabilityZones = inventory.FromPtr[[]Zone](nil)
		return b, true
	}
	var zones []Zone
	for _, z := range x.AvailabilityZones {
		out := Zone{ZoneName: aws.ToString(z.ZoneName), SubnetID: aws.ToString(z.SubnetId)}
		for _, a := range z.LoadBalancerAddresses {
			if ip := aws.ToString(a.IpAddress); ip != "" {
				out.Addresses = append(out.Addresses, ip)
			}
		}
		zones = append(zones, out)
	}
	slices.SortFunc(zones, func(a, b Zone) int {
		return cmp.Or(cmp.Compare(a.ZoneName, b.ZoneName), cmp.Compare(a.SubnetID, b.SubnetID))
	})
	b.AvailabilityZones = inventory.Known(zones)
	return b, true
}

// listeners returns all listeners of a load balancer, or a gap: some of them are no answer.
func listeners(ctx context.Context, s *collect.Scan, client *sdk.Client, arn string) inventory.Fact[[]Listener] {
	list := []Listener{}
	for page, err := range collect.Pages(ctx, sdk.NewDescribeListenersPaginator(client, &sdk.DescribeListenersInput{LoadBalancerArn: &arn, PageSize: aws.Int32(pageSize)})) {
		if err != nil {
			return collect.Answer[[]Listener](s, DescribeListeners, nil, err)
		}
		for i := range page.Listeners {
			list = append(list, newListener(&page.Listeners[i]))
		}
	}
	slices.SortFunc(list, func(a, b Listener) int {
		return cmp.Or(cmp.Compare(a.Port, b.Port), cmp.Compare(a.Protocol, b.Protocol), cmp.Compare(a.ARN, b.ARN))
	})
	return inventory.Known(list)
}

func newListener(x *types.Listener) Listener {
	l := Listener{ARN: aws.ToString(x.ListenerArn), Port: aws.ToInt32(x.Port), Protocol: string(x.Protocol), SSLPolicy: aws.ToString(x.SslPolicy)}
	actions := slices.Clone(x.DefaultActions)
	slices.SortStableFunc(actions, func(a, b types.Action) int { return cmp.Compare(aws.ToInt32(a.Order), aws.ToInt32(b.Order)) })
	for _, a := range actions {
		out := Action{Type: string(a.Type)}
		// The API gives one group in both places.
		if arn := aws.ToString(a.TargetGroupArn); arn != "" {
			out.TargetGroups = append(out.TargetGroups, arn)
		}
		if f := a.ForwardConfig; f != nil {
			for _, t := range f.TargetGroups {
				out.TargetGroups = append(out.TargetGroups, aws.ToString(t.TargetGroupArn))
			}
		}
		slices.Sort(out.TargetGroups)
		out.TargetGroups = slices.Compact(out.TargetGroups)
		if r := a.RedirectConfig; r != nil {
			out.RedirectProtocol, out.RedirectStatus = aws.ToString(r.Protocol), string(r.StatusCode)
		}
		l.DefaultActions = append(l.DefaultActions, out)
	}
	return l
}

// describe takes over the attributes, or the gap where they should be.
func (b *LoadBalancer) describe(out *sdk.DescribeLoadBalancerAttributesOutput, gap *inventory.Gap) {
	answered := map[string]*string{}
	if out != nil {
		for _, a := range out.Attributes {
			answered[aws.ToString(a.Key)] = a.Value
		}
	}
	for key, fact := range map[string]*inventory.Fact[string]{
		"access_logs.s3.enabled":                          &b.AccessLogs,
		"deletion_protection.enabled":                     &b.DeletionProtection,
		"load_balancing.cross_zone.enabled":               &b.CrossZone,
		"routing.http.desync_mitigation_mode":             &b.DesyncMitigationMode,
		"routing.http.drop_invalid_header_fields.enabled": &b.DropInvalidHeaders,
	} {
		if gap != nil {
			*fact = inventory.Missing[string](gap)
		} else {
			*fact = inventory.FromPtr(answered[key])
		}
	}
}
