package localstack

import (
	"fmt"
	"net/http"

	"demarc/localstack/wire"
)

// notFound maps an id list of EC2 to the error for an id that does not exist.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
func notFound(member string) (code, format string) {
	switch member {
	case "InstanceIds":
		return "InvalidInstanceID.NotFound", "The instance ID '%s' does not exist"
	case "VolumeIds":
		return "InvalidVolume.NotFound", "The volume '%s' does not exist."
	case "SnapshotIds":
		return "InvalidSnapshot.NotFound", "The snapshot '%s' does not exist."
	case "ImageIds":
		return "InvalidAMIID.NotFound", "The image id '[%s]' does not exist"
	case "GroupIds":
		return "InvalidGroup.NotFound", "The security group '%s' does not exist"
	case "VpcIds":
		return "InvalidVpcID.NotFound", "The vpc ID '%s' does not exist"
	case "SubnetIds":
		return "InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist"
	case "RouteTableIds":
		return "InvalidRouteTableID.NotFound", "The routeTable ID '%s' does not exist"
	case "InternetGatewayIds":
		return "InvalidInternetGatewayID.NotFound", "The internetGateway ID '%s' does not exist"
	case "NetworkInterfaceIds":
		return "InvalidNetworkInterfaceID.NotFound", "The networkInterface ID '%s' does not exist"
	case "NetworkAclIds":
		return "InvalidNetworkAclID.NotFound", "The networkAcl ID '%s' does not exist"
	case "AllocationIds":
		return "InvalidAllocationID.NotFound", "The allocation ID '%s' does not exist"
	case "LaunchTemplateIds":
		return "InvalidLaunchTemplateId.NotFound", "The specified launch template, with template ID %s, does not exist."
	case "PrefixListIds":
		return "InvalidPrefixListID.NotFound", "The prefix list ID '%s' does not exist"
	case "HostIds":
		return "InvalidHostID.NotFound", "The host ID '%s' does not exist"
	}
	return "", ""
}

// missing reports an id in an id list of EC2 that no item has. DescribeInstanceImageMetadata and
// DescribeInstanceTypes are asked with ids of other lists and leave out what they do not have.
func (c *call) missing() *wire.Error {
	if c.Protocol != wire.EC2 || c.Operation.Name == "DescribeInstanceImageMetadata" {
		return nil
	}
	for n, v := range c.Input {
		code, format := notFound(n)
		values, ok := v.([]any)
		if code == "" || !ok || c.rule(n) != nil {
			continue
		}
		for _, id := range values {
			if !c.exists(n, id) {
				return &wire.Error{Code: code, Message: fmt.Sprintf(format, id), Status: http.StatusBadRequest}
			}
		}
	}
	return nil
}

// exists looks for an item by its id.
func (c *call) exists(list string, id any) bool {
	text, _ := id.(string)
	original := c.account.original(text)
	got, _, _ := c.account.lookup(c.Operation, c.region, nil)
	if got == nil || got.output == nil {
		return false
	}
	for _, l := range c.lists() {
		leaf := c.leaf(l)
		if leaf == nil {
			continue
		}
		member := idMember(leaf, list)
		path := []string{member}
		if inner := c.nested(l); inner != "" {
			path = []string{inner, member}
		}
		if anyAt(dig(got.output, l), path, []any{original}) {
			return true
		}
	}
	return false
}
