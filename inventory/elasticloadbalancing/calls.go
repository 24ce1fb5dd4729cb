// Package elasticloadbalancing collects what Elastic Load Balancing says of the Classic Load Balancers of an account and
// region. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference). This is the only package that links the client.
//
// # Calls
//
// DescribeLoadBalancers lists up to 400 balancers a page, with their listeners, instances and groups. Each balancer costs one
// DescribeLoadBalancerAttributes (access logs, draining, zones, treatment of malformed requests), and each one that
// terminates TLS one DescribeLoadBalancerPolicies (which predefined policy its own is a copy of), for which there are no
// batch forms. 20 balancers, 5 of them with TLS, are 26 calls.
package elasticloadbalancing

import "demarc/inventory"

// The calls of Elastic Load Balancing. The actions bear their names (Service Authorization Reference, "Actions for Elastic
// Load Balancing").
var (
	DescribeLoadBalancerAttributes = call("DescribeLoadBalancerAttributes")
	DescribeLoadBalancerPolicies   = call("DescribeLoadBalancerPolicies")
	DescribeLoadBalancers          = call("DescribeLoadBalancers")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "Elastic Load Balancing", Op: op, Needs: []string{"elasticloadbalancing:" + op}}
}
