// Package autoscaling collects what Amazon EC2 Auto Scaling says of the groups and launch configurations of an account
// and region. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/autoscaling/ec2/APIReference). This is the only package that links the Auto Scaling client.
//
// # Calls
//
// For a region with 250 groups and 30 launch configurations: 3 DescribeAutoScalingGroups and 1
// DescribeLaunchConfigurations, at 100 items a page. Nothing grows otherwise: a group's answer holds its instances.
package autoscaling

import "demarc/inventory"

// The calls of Auto Scaling. The action that each needs bears its name (Service Authorization Reference, "Actions for
// Amazon EC2 Auto Scaling").
var (
	DescribeAutoScalingGroups    = call("DescribeAutoScalingGroups")
	DescribeLaunchConfigurations = call("DescribeLaunchConfigurations")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "Auto Scaling", Op: op, Needs: []string{"autoscaling:" + op}}
}
