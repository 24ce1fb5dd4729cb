package ec2

// Lists of the networks. EC2 returns all of a kind in a region with each of them, so none grows but by its pages.
var (
	DescribeAddresses                   = call("DescribeAddresses")
	DescribeClientVpnEndpoints          = call("DescribeClientVpnEndpoints")
	DescribeFlowLogs                    = call("DescribeFlowLogs")
	DescribeInternetGateways            = call("DescribeInternetGateways")
	DescribeManagedPrefixLists          = call("DescribeManagedPrefixLists")
	DescribeNetworkAcls                 = call("DescribeNetworkAcls")
	DescribeNetworkInterfaces           = call("DescribeNetworkInterfaces")
	DescribeRouteTables                 = call("DescribeRouteTables")
	DescribeSecurityGroups              = call("DescribeSecurityGroups")
	DescribeSubnets                     = call("DescribeSubnets")
	DescribeTransitGateways             = call("DescribeTransitGateways")
	DescribeVpcBlockPublicAccessOptions = call("DescribeVpcBlockPublicAccessOptions")
	DescribeVpcEndpoints                = call("DescribeVpcEndpoints")
	DescribeVpcPeeringConnections       = call("DescribeVpcPeeringConnections")
	DescribeVpcs                        = call("DescribeVpcs")
	DescribeVpnConnections              = call("DescribeVpnConnections")
)

// Details of the networks.
var (
	DescribeVpcBlockPublicAccessExclusions = call("DescribeVpcBlockPublicAccessExclusions")
	GetManagedPrefixListEntries            = call("GetManagedPrefixListEntries")
)

// The largest pages that the API reference allows for each list.
const (
	pageOfMost        = 1000
	pageOfRouteTables = 100
	pageOfPrefixLists = 100
)
