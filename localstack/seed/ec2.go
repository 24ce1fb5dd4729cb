package seed

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// regionBuilder builds one region's share of a plan.
type regionBuilder struct {
	*builder
	client *ec2.Client
	region string
	share  share
	first  bool

	vpc       string
	subnets   []string // one with a route to the internet, one without
	private   string   // a security group that lets in its own subnet only
	image     string
	instances []string
}

func (r *regionBuilder) build(ctx context.Context) error {
	steps := []func(context.Context) error{r.network, r.groups, r.ownImage, r.run, r.volumes}
	if r.plan.Showcase && r.first {
		steps = append(steps, r.show)
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// network makes a VPC with a public and a private subnet, unless an earlier run made it.
func (r *regionBuilder) network(ctx context.Context) error {
	vpcs, err := r.client.DescribeVpcs(ctx, &ec2.DescribeVpcsInput{Filters: named("demarc")})
	if err != nil {
		return err
	}
	if len(vpcs.Vpcs) > 0 {
		return r.foundNetwork(ctx, aws.ToString(vpcs.Vpcs[0].VpcId))
	}
	vpc, err := r.client.CreateVpc(ctx, &ec2.CreateVpcInput{CidrBlock: aws.String("10.0.0.0/16"), TagSpecifications: label(types.ResourceTypeVpc, "demarc")})
	if err != nil {
		return err
	}
	r.vpc = aws.ToString(vpc.Vpc.VpcId)
	for i, what := range []string{"demarc-public", "demarc-private"} {
		subnet, err := r.client.CreateSubnet(ctx, &ec2.CreateSubnetInput{
			VpcId: aws.String(r.vpc), CidrBlock: aws.String(fmt.Sprintf("10.0.%d.0/20", 16*i)), AvailabilityZone: aws.String(r.region + "a"),
			TagSpecifications: label(types.ResourceTypeSubnet, what),
		})
		if err != nil {
			return err
		}
		r.subnets = append(r.subnets, aws.ToString(subnet.Subnet.SubnetId))
	}
	if err := r.instanceGroup(ctx); err != nil {
		return err
	}
	return r.internet(ctx)
}

func (r *regionBuilder) foundNetwork(ctx context.Context, vpc string) error {
	r.vpc = vpc
	for _, what := range []string{"demarc-public", "demarc-private"} {
		out, err := r.client.DescribeSubnets(ctx, &ec2.DescribeSubnetsInput{Filters: named(what)})
		if err != nil {
			return err
		}
		if len(out.Subnets) == 0 {
			return fmt.Errorf("%s has the VPC demarc without the subnet %s: start from an empty account", r.region, what)
		}
		r.subnets = append(r.subnets, aws.ToString(out.Subnets[0].SubnetId))
	}
	return r.instanceGroup(ctx)
}

// internet opens the first subnet to the internet: a gateway, a route and addresses on launch.
func (r *regionBuilder) internet(ctx context.Context) error {
	gateway, err := r.client.CreateInternetGateway(ctx, &ec2.CreateInternetGatewayInput{})
	if err != nil {
		return err
	}
	id := gateway.InternetGateway.InternetGatewayId
	if _, err := r.client.AttachInternetGateway(ctx, &ec2.AttachInternetGatewayInput{InternetGatewayId: id, VpcId: aws.String(r.vpc)}); err != nil && !taken(err) {
		return err
	}
	table, err := r.client.CreateRouteTable(ctx, &ec2.CreateRouteTableInput{VpcId: aws.String(r.vpc)})
	if err != nil {
		return err
	}
	if _, err := r.client.CreateRoute(ctx, &ec2.CreateRouteInput{RouteTableId: table.RouteTable.RouteTableId, DestinationCidrBlock: aws.String("0.0.0.0/0"), GatewayId: id}); err != nil {
		return err
	}
	if _, err := r.client.AssociateRouteTable(ctx, &ec2.AssociateRouteTableInput{RouteTableId: table.RouteTable.RouteTableId, SubnetId: aws.String(r.subnets[0])}); err != nil {
		return err
	}
	_, err = r.client.ModifySubnetAttribute(ctx, &ec2.ModifySubnetAttributeInput{SubnetId: aws.String(r.subnets[0]), MapPublicIpOnLaunch: &types.AttributeBooleanValue{Value: aws.Bool(true)}})
	return err
}

// groups makes security groups until the region has its share.
func (r *regionBuilder) groups(ctx context.Context) error {
	have, err := count(ctx, ec2.NewDescribeSecurityGroupsPaginator(r.client, &ec2.DescribeSecurityGroupsInput{}), func(p *ec2.DescribeSecurityGroupsOutput) int { return len(p.SecurityGroups) })
	if err != nil {
		return err
	}
	return r.each(ctx, max(0, r.share.groups-have), func(ctx context.Context, i int) error {
		from := "10.0.0.0/16"
		if i%10 == 0 {
			from = "0.0.0.0/0"
		}
		_, err := r.group(ctx, name("group", have+i), 22, from)
		return err
	})
}

// group makes a security group with one rule.
func (r *regionBuilder) group(ctx context.Context, what string, port int32, from string) (string, error) {
	out, err := r.client.CreateSecurityGroup(ctx, &ec2.CreateSecurityGroupInput{GroupName: aws.String(what), Description: aws.String("made by demarc"), VpcId: aws.String(r.vpc)})
	if err != nil {
		return "", err
	}
	_, err = r.client.AuthorizeSecurityGroupIngress(ctx, &ec2.AuthorizeSecurityGroupIngressInput{GroupId: out.GroupId, IpPermissions: []types.IpPermission{{
		IpProtocol: aws.String("tcp"), FromPort: aws.Int32(port), ToPort: aws.Int32(port), IpRanges: []types.IpRange{{CidrIp: aws.String(from)}},
	}}})
	return aws.ToString(out.GroupId), err
}

// instanceGroup finds or makes the group of the bulk instances.
func (r *regionBuilder) instanceGroup(ctx context.Context) error {
	out, err := r.client.DescribeSecurityGroups(ctx, &ec2.DescribeSecurityGroupsInput{Filters: []types.Filter{
		{Name: aws.String("vpc-id"), Values: []string{r.vpc}}, {Name: aws.String("group-name"), Values: []string{"demarc-instances"}},
	}})
	if err != nil {
		return err
	}
	if len(out.SecurityGroups) > 0 {
		r.private = aws.ToString(out.SecurityGroups[0].GroupId)
		return nil
	}
	r.private, err = r.group(ctx, "demarc-instances", 443, "10.0.0.0/16")
	return err
}

// pager is any of the SDK's paginators.
type pager[Out any] interface {
	HasMorePages() bool
	NextPage(context.Context, ...func(*ec2.Options)) (*Out, error)
}

func count[Out any](ctx context.Context, p pager[Out], length func(*Out) int) (int, error) {
	n := 0
	for p.HasMorePages() {
		page, err := p.NextPage(ctx)
		if err != nil {
			return 0, err
		}
		n += length(page)
	}
	return n, nil
}

func named(what string) []types.Filter {
	return []types.Filter{{Name: aws.String("tag:Name"), Values: []string{what}}}
}

func label(kind types.ResourceType, what string) []types.TagSpecification {
	return []types.TagSpecification{{ResourceType: kind, Tags: []types.Tag{{Key: aws.String("Name"), Value: aws.String(what)}, {Key: aws.String("team"), Value: aws.String("platform")}}}}
}
