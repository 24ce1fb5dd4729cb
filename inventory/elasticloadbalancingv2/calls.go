// Package elasticloadbalancingv2 collects what Elastic Load Balancing says of the application, network and gateway load
// balancers of an account and region, and of their target groups. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference). This is the only package that links the client.
//
// # Calls
//
// DescribeLoadBalancers and DescribeTargetGroups list up to 400 items a page. There is no batch form of the rest: each load
// balancer costs one DescribeListeners (what it takes, on which port and how encrypted) and one
// DescribeLoadBalancerAttributes (access logs, deletion protection, treatment of malformed requests); each target group that
// a load balancer uses costs one DescribeTargetHealth (its targets), and of those only the TCP and TLS groups cost one
// DescribeTargetGroupAttributes (whether targets see the client's address or the load balancer's). DescribeRules, one for
// each listener, is not made: a target group names the load balancers that forward to it by any rule. 40 load balancers with
// 60 target groups, 10 of them for TCP, are 152 calls.
package elasticloadbalancingv2

import "demarc/inventory"

// The calls of Elastic Load Balancing v2. The actions bear their names (Service Authorization Reference, "Actions for
// Elastic Load Balancing V2").
var (
	DescribeListeners              = call("DescribeListeners")
	DescribeLoadBalancerAttributes = call("DescribeLoadBalancerAttributes")
	DescribeLoadBalancers          = call("DescribeLoadBalancers")
	DescribeTargetGroupAttributes  = call("DescribeTargetGroupAttributes")
	DescribeTargetGroups           = call("DescribeTargetGroups")
	DescribeTargetHealth           = call("DescribeTargetHealth")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "Elastic Load Balancing v2", Op: op, Needs: []string{"elasticloadbalancing:" + op}}
}
