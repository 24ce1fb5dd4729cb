package emr

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/emr"
	"github.com/aws/aws-sdk-go-v2/service/emr/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// ClusterCollector brings the clusters of a region that are neither terminated nor terminating.
var ClusterCollector = &collect.Collector{
	Types:   []*inventory.Type{ClusterType},
	Lists:   []*inventory.Call{ListClusters},
	Details: []*inventory.Call{DescribeCluster, DescribeSecurityConfiguration, ListInstances, ListReleaseLabels},
	Collect: collectClusters,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{
	"ListClusters": {"Clusters"}, "DescribeCluster": {"Cluster"}, "DescribeSecurityConfiguration": {"SecurityConfiguration"},
	"ListInstances": {"Instances"}, "ListReleaseLabels": {"ReleaseLabels"}, "GetBlockPublicAccessConfiguration": {"BlockPublicAccessConfiguration"},
}

type run struct {
	*collect.Scan
	client *sdk.Client
}

func newRun(s *collect.Scan) run {
	return run{s, sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })}
}

func collectClusters(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	var list []*Cluster
	var broken error
	active := []types.ClusterState{types.ClusterStateStarting, types.ClusterStateBootstrapping, types.ClusterStateRunning, types.ClusterStateWaiting}
	for page, err := range collect.Pages(ctx, sdk.NewListClustersPaginator(r.client, &sdk.ListClustersInput{ClusterStates: active})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.Clusters {
			id := aws.ToString(x.Id)
			if id == "" {
				continue
			}
			c := &Cluster{Ref: s.Ref(id, "elasticmapreduce", "cluster/"+id), State: inventory.FromPtr[string](nil)}
			c.Name = aws.ToString(x.Name)
			if x.Status != nil {
				c.State = inventory.FromEnum(x.Status.State)
			}
			list = append(list, c)
		}
	}
	// EMR describes one cluster at a time, and lists the nodes of one.
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		if r.Wants(DescribeCluster) {
			r.describe(ctx, list[i])
		}
		if r.Wants(ListInstances) {
			list[i].Instances = r.instances(ctx, list[i].ID)
		}
	})
	r.secure(ctx, list)
	r.offer(ctx, list)
	for _, c := range list {
		s.Emit(c)
	}
	return broken
}

func (r run) describe(ctx context.Context, c *Cluster) {
	out, err := r.client.DescribeCluster(ctx, &sdk.DescribeClusterInput{ClusterId: &c.ID})
	if err != nil {
		gap := r.Gap(DescribeCluster, err)
		c.undescribed(gap)
		return
	}
	x := out.Cluster
	// Every cluster has an id: an answer without it is none.
	if x == nil || x.Id == nil {
		c.undescribed(nil)
		return
	}
	if x.ClusterArn != nil {
		c.ARN = *x.ClusterArn
	}
	tags := map[string]string{}
	for _, t := range x.Tags {
		tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	c.Tags = inventory.Known(tags)
	c.CreationDateTime = inventory.FromPtr[time.Time](nil)
	if x.Status != nil && x.Status.Timeline != nil {
		c.CreationDateTime = inventory.FromPtr(x.Status.Timeline.CreationDateTime)
	}
	c.OSReleaseLabel = inventory.FromPtr(x.OSReleaseLabel)
	c.ReleaseLabel, c.RepoUpgradeOnBoot, c.MasterPublicDNSName = inventory.FromPtr(x.ReleaseLabel), inventory.FromEnum(x.RepoUpgradeOnBoot), inventory.FromPtr(x.MasterPublicDnsName)
	// These are optional when a cluster is made (RunJobFlow), and EMR answers what was given.
	c.CustomAMIID, c.LogURI, c.SecurityConfiguration = given(x.CustomAmiId), given(x.LogUri), given(x.SecurityConfiguration)
}

func given(p *string) inventory.Fact[string] { return inventory.Known(aws.ToString(p)) }

// undescribed makes every fact of DescribeCluster a gap; a nil gap is that of an answer without a cluster.
func (c *Cluster) undescribed(gap *inventory.Gap) {
	text, at := inventory.FromPtr[string](nil), inventory.FromPtr[time.Time](nil)
	if gap != nil {
		text, at = inventory.Missing[string](gap), inventory.Missing[time.Time](gap)
		c.Tags = inventory.Missing[map[string]string](gap)
	}
	c.CreationDateTime, c.OSReleaseLabel = at, text
	c.ReleaseLabel, c.RepoUpgradeOnBoot, c.MasterPublicDNSName = text, text, text
	c.CustomAMIID, c.LogURI, c.SecurityConfiguration = text, text, text
}

// instances lists the nodes that run. Those of the past are many in a cluster that scales, and are not asked for.
func (r run) instances(ctx context.Context, id string) inventory.Fact[[]Instance] {
	var list []Instance
	in := &sdk.ListInstancesInput{ClusterId: &id, InstanceStates: []types.InstanceState{types.InstanceStateBootstrapping, types.InstanceStateRunning}}
	for page, err := range collect.Pages(ctx, sdk.NewListInstancesPaginator(r.client, in)) {
		if err != nil {
			return inventory.Missing[[]Instance](r.Gap(ListInstances, err))
		}
		for _, x := range page.Instances {
			i := Instance{EC2InstanceID: aws.ToString(x.Ec2InstanceId), PublicIPAddress: aws.ToString(x.PublicIpAddress)}
			if x.Status != nil {
				i.State = string(x.Status.State)
			}
			list = append(list, i)
		}
	}
	slices.SortFunc(list, func(a, b Instance) int { return cmp.Compare(a.EC2InstanceID, b.EC2InstanceID) })
	return inventory.Known(list)
}

// secure asks for each security configuration in use once.
func (r run) secure(ctx context.Context, list []*Cluster) {
	if !r.Wants(DescribeSecurityConfiguration) {
		return
	}
	var names []string
	for _, c := range list {
		if name, gap := c.SecurityConfiguration.Get(); gap == nil && name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	facts := make([]inventory.Fact[Security], len(names))
	r.Each(ctx, len(names), func(ctx context.Context, i int) {
		out, err := r.client.DescribeSecurityConfiguration(ctx, &sdk.DescribeSecurityConfigurationInput{Name: &names[i]})
		switch {
		case err != nil:
			facts[i] = inventory.Missing[Security](r.Gap(DescribeSecurityConfiguration, err))
		case out.SecurityConfiguration == nil:
			facts[i] = inventory.FromPtr[Security](nil)
		default:
			facts[i] = security(*out.SecurityConfiguration)
		}
	})
	for _, c := range list {
		name, gap := c.SecurityConfiguration.Get()
		switch at, found := slices.BinarySearch(names, name); {
		case gap != nil:
			c.Security = inventory.Missing[Security](gap)
		case found:
			c.Security = facts[at]
		default:
			c.Security = inventory.Known(Security{})
		}
	}
}

// security reads the document of a security configuration.
func security(text string) inventory.Fact[Security] {
	var doc struct {
		EncryptionConfiguration struct {
			EnableAtRestEncryption, EnableInTransitEncryption bool
			AtRestEncryptionConfiguration                     struct {
				S3EncryptionConfiguration        struct{ EncryptionMode string }
				LocalDiskEncryptionConfiguration struct{ EncryptionKeyProviderType string }
			}
		}
		InstanceMetadataServiceConfiguration struct{ MinimumInstanceMetadataServiceVersion int }
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		return inventory.Missing[Security](&inventory.Gap{Class: inventory.Failed, Call: DescribeSecurityConfiguration.String(), Detail: "the security configuration is not a document that can be read"})
	}
	e := doc.EncryptionConfiguration
	return inventory.Known(Security{
		EnableAtRestEncryption: e.EnableAtRestEncryption, EnableInTransitEncryption: e.EnableInTransitEncryption,
		S3EncryptionMode:     e.AtRestEncryptionConfiguration.S3EncryptionConfiguration.EncryptionMode,
		LocalDiskKeyProvider: e.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EncryptionKeyProviderType,
		MinimumIMDSVersion:   doc.InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion,
	})
}
