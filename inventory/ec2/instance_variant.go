package ec2

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// Classify decides in the order of weight: who operates the instance, where it stands when that adds duties of the
// customer (an Outpost, a Mac), which service made it, by that service's own word (a link) before the instance's tags,
// and its tenancy.
func (i *Instance) Classify() inventory.Classification {
	operator, gap := i.Operator.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if operator.Managed {
		return operated(operator)
	}
	outpost, gap := i.OutpostARN.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if outpost != "" {
		return inventory.Classification{Variant: responsibility.EC2InstanceOutposts, Why: "OutpostArn is set"}
	}
	kind, gap := i.InstanceType.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if mac(kind) {
		return inventory.Classification{Variant: responsibility.EC2InstanceMac, Why: "InstanceType is " + kind}
	}
	if len(i.links) > 0 {
		return heaviest(i.links)
	}
	tags, gap := i.Tags.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if c := orchestrated(tags); c.Variant != "" {
		return c
	}
	return i.placed(kind)
}

// heaviest returns what the links say: of several the one whose variant InstanceType lists first, since Batch and
// Elastic Beanstalk build on ECS, and of equal ones the first.
func heaviest(links []inventory.Link) inventory.Classification {
	l := slices.MinFunc(links, func(a, b inventory.Link) int {
		return cmp.Compare(slices.Index(InstanceType.Variants, a.Variant), slices.Index(InstanceType.Variants, b.Variant))
	})
	return inventory.Classification{Variant: l.Variant, Why: l.Why}
}

// Within implements inventory.Member: what the instance belongs to by its tags. Each of these says what its nodes are,
// where it is collected.
func (i *Instance) Within() []inventory.Place {
	tags := i.Tags.Or(nil)
	var out []inventory.Place
	add := func(kind inventory.Kind, id string) {
		if id != "" {
			out = append(out, inventory.Place{Kind: kind, ID: id})
		}
	}
	add("emr.cluster", tags["aws:elasticmapreduce:job-flow-id"])
	add("elasticbeanstalk.environment", tags["elasticbeanstalk:environment-id"])
	environment := tags["aws:batch:compute-environment"] // its name or its ARN
	add("batch.compute_environment", environment[strings.LastIndexByte(environment, '/')+1:])
	if cluster, group := tags["eks:cluster-name"], tags["eks:nodegroup-name"]; cluster != "" && group != "" {
		add("eks.nodegroup", cluster+"/"+group)
	}
	return out
}

// placed decides among the plain variants.
func (i *Instance) placed(kind string) inventory.Classification {
	metal, gap := i.BareMetal.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if metal {
		return inventory.Classification{Variant: responsibility.EC2InstanceMetal, Why: "BareMetal is true for " + kind}
	}
	tenancy, gap := i.Tenancy.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	switch tenancy {
	case "host":
		return inventory.Classification{Variant: responsibility.EC2InstanceHost, Why: "Placement.Tenancy is host"}
	case "dedicated":
		return inventory.Classification{Variant: responsibility.EC2InstanceDedicated, Why: "Placement.Tenancy is dedicated"}
	case "default":
	default:
		return inventory.Classification{Why: fmt.Sprintf("Placement.Tenancy is %q, which this build does not know", tenancy)}
	}
	zone, gap := i.AvailabilityZone.Get()
	if gap != nil {
		return inventory.Classification{Gap: gap}
	}
	if edge(i.Region, zone) {
		return inventory.Classification{Variant: responsibility.EC2InstanceEdge, Why: "Placement.AvailabilityZone is " + zone + ", a Local or Wavelength Zone"}
	}
	return inventory.Classification{Variant: responsibility.EC2Instance, Why: "Placement.Tenancy is default, and BareMetal is false for " + kind}
}

// operated returns the variant of an instance that an AWS service operates (EC2 User Guide, "Amazon EC2 managed
// instances").
func operated(o Operator) inventory.Classification {
	c := inventory.Classification{Variant: responsibility.EC2InstanceManaged, Why: "Operator.Managed is true, Operator.Principal is " + o.Principal}
	switch strings.TrimSuffix(o.Principal, ".cn") {
	case "ecs.amazonaws.com":
		c.Variant = responsibility.ECSManagedInstance
	case "eks.amazonaws.com":
		c.Variant = responsibility.EKSAutoMode
	}
	return c
}

// mac tells the Mac families by their names: mac1.metal, mac2-m2.metal, mac-m4.metal.
func mac(kind string) bool {
	family, _, _ := strings.Cut(kind, ".")
	rest, ok := strings.CutPrefix(family, "mac")
	return ok && (rest == "" || rest[0] == '-' || rest[0] >= '0' && rest[0] <= '9')
}

// edge tells Local and Wavelength Zones by their names: an Availability Zone is the region and one letter, while the
// others put a place between (EC2 User Guide, "Regions and Zones").
func edge(region, zone string) bool {
	rest, ok := strings.CutPrefix(zone, region)
	return ok && len(rest) > 1 && rest[0] == '-'
}

// A mark is a tag that a service puts on the instances that it makes.
type mark struct {
	key     string // the tag's key, or its prefix when it ends in "*"
	value   string // the wanted value; empty for any
	variant responsibility.Variant
	says    string // what the tag means, and how far it can be believed
}

// marks returns the services' tags in the order in which they decide: Batch and Beanstalk build on ECS and on plain
// groups, so they come first. Keys that begin with "aws:" are reserved: only AWS can set them. The others stand in the
// services' documentation, but a customer can set them too.
var marks = sync.OnceValue(func() []mark {
	const open = " (documented, though a customer can set it too)"
	return []mark{
		{"aws:elasticmapreduce:job-flow-id", "", responsibility.EMRCluster, "which EMR alone can set; whether its image is custom stands in elasticmapreduce:DescribeCluster"},
		{"elasticbeanstalk:environment-id", "", responsibility.BeanstalkEnvironment, "which Elastic Beanstalk reserves; whether managed updates are on stands in elasticbeanstalk:DescribeConfigurationSettings"},
		{"aws:batch:compute-environment", "", responsibility.BatchComputeEnvEC2, "which Batch alone can set; whether its image is custom stands in batch:DescribeComputeEnvironments"},
		{"AWSBatchServiceTag", "batch", responsibility.BatchComputeEnvEC2, "which Batch sets" + open},
		{"eks:nodegroup-name", "", responsibility.EKSNodeGroupManaged, "which EKS sets on the nodes of a managed group" + open + "; whether its image is custom stands in eks:DescribeNodegroup"},
		{"aws:ecs:*", "", responsibility.ECSContainerInstance, "which ECS alone can set"},
		{"AmazonECSManaged", "", responsibility.ECSContainerInstance, "which ECS sets on the instances of a capacity provider" + open},
		{"aws:eks:cluster-name", "", responsibility.EKSNodesSelfManaged, "which EKS alone can set, and no tag of a managed node group"},
		{"kubernetes.io/cluster/*", "", responsibility.EKSNodesSelfManaged, "which self-managed nodes of a cluster carry" + open},
	}
})

// orchestrated returns the variant that the tags show, or the zero Classification.
func orchestrated(tags map[string]string) inventory.Classification {
	for _, m := range marks() {
		if key, ok := m.in(tags); ok {
			return inventory.Classification{Variant: m.variant, Why: "the instance has tag " + key + ", " + m.says}
		}
	}
	return inventory.Classification{}
}

// in returns the tag that bears the mark: of several with its prefix the first by name.
func (m mark) in(tags map[string]string) (key string, ok bool) {
	prefix, open := strings.CutSuffix(m.key, "*")
	if !open {
		v, ok := tags[m.key]
		return m.key, ok && (m.value == "" || v == m.value)
	}
	for k := range tags {
		if strings.HasPrefix(k, prefix) && (!ok || k < key) {
			key, ok = k, true
		}
	}
	return key, ok
}
