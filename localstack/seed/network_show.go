package seed

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// showNetwork logs the VPC's flows, opens a network ACL to everybody's SSH, and leaves an address and a network
// interface unused.
func (r *regionBuilder) showNetwork(ctx context.Context) error {
	_, err := r.client.CreateFlowLogs(ctx, &ec2.CreateFlowLogsInput{
		ResourceIds: []string{r.vpc}, ResourceType: types.FlowLogsResourceTypeVpc, TrafficType: types.TrafficTypeAll,
		LogDestinationType: types.LogDestinationTypeS3, LogDestination: aws.String("arn:aws:s3:::demarc-" + r.account + "-000"),
	})
	if err := r.optional("EC2.CreateFlowLogs", err); err != nil {
		return err
	}
	acl, err := r.client.CreateNetworkAcl(ctx, &ec2.CreateNetworkAclInput{VpcId: aws.String(r.vpc)})
	if err != nil {
		return err
	}
	if _, err := r.client.CreateNetworkAclEntry(ctx, &ec2.CreateNetworkAclEntryInput{
		NetworkAclId: acl.NetworkAcl.NetworkAclId, RuleNumber: aws.Int32(100), Protocol: aws.String("6"), RuleAction: types.RuleActionAllow, Egress: aws.Bool(false),
		CidrBlock: aws.String("0.0.0.0/0"), PortRange: &types.PortRange{From: aws.Int32(22), To: aws.Int32(22)},
	}); err != nil {
		return err
	}
	if _, err := r.client.AllocateAddress(ctx, &ec2.AllocateAddressInput{Domain: types.DomainTypeVpc}); err != nil {
		return err
	}
	_, err = r.client.CreateNetworkInterface(ctx, &ec2.CreateNetworkInterfaceInput{SubnetId: aws.String(r.subnets[1]), Groups: []string{r.private}})
	return r.optional("EC2.CreateNetworkInterface", err)
}

// showPeers connects the VPC with others: a peering connection, an endpoint of S3, a transit gateway, a prefix list.
func (r *regionBuilder) showPeers(ctx context.Context) error {
	other, err := r.client.CreateVpc(ctx, &ec2.CreateVpcInput{CidrBlock: aws.String("10.1.0.0/16"), TagSpecifications: label(types.ResourceTypeVpc, "demarc-other")})
	if err != nil {
		return err
	}
	peering, err := r.client.CreateVpcPeeringConnection(ctx, &ec2.CreateVpcPeeringConnectionInput{VpcId: aws.String(r.vpc), PeerVpcId: other.Vpc.VpcId})
	if err == nil {
		_, err = r.client.AcceptVpcPeeringConnection(ctx, &ec2.AcceptVpcPeeringConnectionInput{VpcPeeringConnectionId: peering.VpcPeeringConnection.VpcPeeringConnectionId})
	}
	if err := r.optional("EC2.CreateVpcPeeringConnection", err); err != nil {
		return err
	}
	_, err = r.client.CreateVpcEndpoint(ctx, &ec2.CreateVpcEndpointInput{VpcId: aws.String(r.vpc), ServiceName: aws.String("com.amazonaws." + r.region + ".s3"), VpcEndpointType: types.VpcEndpointTypeGateway})
	if err := r.optional("EC2.CreateVpcEndpoint", err); err != nil {
		return err
	}
	_, err = r.client.CreateTransitGateway(ctx, &ec2.CreateTransitGatewayInput{Options: &types.TransitGatewayRequestOptions{AutoAcceptSharedAttachments: types.AutoAcceptSharedAttachmentsValueEnable}})
	if err := r.optional("EC2.CreateTransitGateway", err); err != nil {
		return err
	}
	_, err = r.client.CreateManagedPrefixList(ctx, &ec2.CreateManagedPrefixListInput{
		PrefixListName: aws.String("demarc-offices"), AddressFamily: aws.String("IPv4"), MaxEntries: aws.Int32(5),
		Entries: []types.AddPrefixListEntry{{Cidr: aws.String("198.51.100.0/24"), Description: aws.String("an office")}},
	})
	return r.optional("EC2.CreateManagedPrefixList", err)
}
