package ec2

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// TestClassifyInstance decides the variant of an instance from one fact that differs from a plain one's.
func TestClassifyInstance(t *testing.T) {
	denied := &inventory.Gap{Class: inventory.Denied, Call: "EC2.DescribeInstanceTypes", Needs: []string{"ec2:DescribeInstanceTypes"}}
	tags := func(kv ...string) func(*Instance) {
		m := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			m[kv[i]] = kv[i+1]
		}
		return func(i *Instance) { i.Tags = inventory.Known(m) }
	}
	operator := func(principal string) func(*Instance) {
		return func(i *Instance) { i.Operator = inventory.Known(Operator{true, principal}) }
	}
	for name, tt := range map[string]struct {
		change func(*Instance)
		want   responsibility.Variant
		why    string // a part of the reason, or of the gap
	}{
		"plain":              {func(*Instance) {}, responsibility.EC2Instance, "Placement.Tenancy is default"},
		"dedicated":          {func(i *Instance) { i.Tenancy = inventory.Known("dedicated") }, responsibility.EC2InstanceDedicated, "dedicated"},
		"host":               {func(i *Instance) { i.Tenancy = inventory.Known("host") }, responsibility.EC2InstanceHost, "host"},
		"unknownTenancy":     {func(i *Instance) { i.Tenancy = inventory.Known("lunar") }, "", `"lunar", which this build does not know`},
		"noTenancy":          {func(i *Instance) { i.Tenancy = inventory.FromEnum("") }, "", "answered without it"},
		"metal":              {func(i *Instance) { i.BareMetal = inventory.Known(true) }, responsibility.EC2InstanceMetal, "BareMetal is true for m7i.large"},
		"metalNotRead":       {func(i *Instance) { i.BareMetal = inventory.Missing[bool](denied) }, "", "grant ec2:DescribeInstanceTypes"},
		"mac":                {func(i *Instance) { i.InstanceType = inventory.Known("mac-m4pro.metal") }, responsibility.EC2InstanceMac, "mac-m4pro.metal"},
		"mac1":               {func(i *Instance) { i.InstanceType = inventory.Known("mac1.metal") }, responsibility.EC2InstanceMac, "mac1.metal"},
		"notMac":             {func(i *Instance) { i.InstanceType = inventory.Known("machine.large") }, responsibility.EC2Instance, ""},
		"outpost":            {func(i *Instance) { i.OutpostARN = inventory.Known("arn:aws:outposts:...") }, responsibility.EC2InstanceOutposts, "OutpostArn"},
		"localZone":          {func(i *Instance) { i.AvailabilityZone = inventory.Known("us-west-2-lax-1a") }, responsibility.EC2InstanceEdge, "us-west-2-lax-1a"},
		"wavelength":         {func(i *Instance) { i.AvailabilityZone = inventory.Known("us-west-2-wl1-las-wlz-1") }, responsibility.EC2InstanceEdge, "Wavelength"},
		"managed":            {operator("lambda.amazonaws.com"), responsibility.EC2InstanceManaged, "lambda.amazonaws.com"},
		"ecsManaged":         {operator("ecs.amazonaws.com"), responsibility.ECSManagedInstance, "ecs.amazonaws.com"},
		"eksAuto":            {operator("eks.amazonaws.com"), responsibility.EKSAutoMode, "eks.amazonaws.com"},
		"eksAutoInChina":     {operator("eks.amazonaws.com.cn"), responsibility.EKSAutoMode, "Operator.Managed is true"},
		"operatorNotRead":    {func(i *Instance) { i.Operator = inventory.Missing[Operator](denied) }, "", "denied"},
		"emr":                {tags("aws:elasticmapreduce:job-flow-id", "j-1"), responsibility.EMRCluster, "EMR alone can set"},
		"beanstalk":          {tags("elasticbeanstalk:environment-id", "e-1"), responsibility.BeanstalkEnvironment, "reserves"},
		"batch":              {tags("aws:batch:compute-environment", "ce"), responsibility.BatchComputeEnvEC2, "Batch alone can set"},
		"batchServiceTag":    {tags("AWSBatchServiceTag", "batch"), responsibility.BatchComputeEnvEC2, "a customer can set it too"},
		"batchTagOtherValue": {tags("AWSBatchServiceTag", "no"), responsibility.EC2Instance, ""},
		"batchOnECS":         {tags("AmazonECSManaged", "", "AWSBatchServiceTag", "batch"), responsibility.BatchComputeEnvEC2, ""},
		"eksNodeGroup":       {tags("eks:nodegroup-name", "blue", "kubernetes.io/cluster/shop", "owned"), responsibility.EKSNodeGroupManaged, "eks:DescribeNodegroup"},
		"eksSelfManaged":     {tags("kubernetes.io/cluster/shop", "owned"), responsibility.EKSNodesSelfManaged, "kubernetes.io/cluster/shop"},
		"ecs":                {tags("AmazonECSManaged", "true"), responsibility.ECSContainerInstance, "capacity provider"},
		"linked": {func(i *Instance) {
			tags("kubernetes.io/cluster/shop", "owned")(i)
			i.Link([]inventory.Link{{Variant: responsibility.ECSContainerInstance, Why: "ECS lists it"}})
		}, responsibility.ECSContainerInstance, "ECS lists it"},
		"heaviestLink": {func(i *Instance) {
			i.Link([]inventory.Link{{Variant: responsibility.ECSContainerInstance, Why: "ECS lists it"}, {Variant: responsibility.BeanstalkEnvironmentCustomAMI, Why: "Elastic Beanstalk runs it"}, {Variant: responsibility.BeanstalkEnvironmentCustomAMI, Why: "again"}})
		}, responsibility.BeanstalkEnvironmentCustomAMI, "Elastic Beanstalk runs it"},
		"linkedOnOutpost": {func(i *Instance) {
			i.Link([]inventory.Link{{Variant: responsibility.EMRClusterCustomAMI, Why: "EMR lists it"}})
			i.OutpostARN = inventory.Known("arn:aws:outposts:...")
		}, responsibility.EC2InstanceOutposts, ""},
		"ownTagsSayNothing":  {tags("ecs", "yes", "emr:cluster", "j-1", "managed-by", "batch"), responsibility.EC2Instance, ""},
		"orchestratedOnHost": {func(i *Instance) { tags("AmazonECSManaged", "")(i); i.Tenancy = inventory.Known("host") }, responsibility.ECSContainerInstance, ""},
		"orchestratedOutpost": {func(i *Instance) {
			tags("AmazonECSManaged", "")(i)
			i.OutpostARN = inventory.Known("arn:aws:outposts:...")
		}, responsibility.EC2InstanceOutposts, ""},
	} {
		t.Run(name, func(t *testing.T) {
			i := &Instance{
				Ref:          inventory.Ref{ID: "i-0aaa", Region: "us-west-2", Tags: inventory.Known(map[string]string{})},
				InstanceType: inventory.Known("m7i.large"), Tenancy: inventory.Known("default"), AvailabilityZone: inventory.Known("us-west-2a"),
				OutpostARN: inventory.Known(""), Operator: inventory.Known(Operator{}), BareMetal: inventory.Known(false),
			}
			tt.change(i)
			inventory.Bind(i)
			got := i.Classify()
			if diff := cmp.Diff(tt.want, got.Variant); diff != "" {
				t.Errorf("variant (-want +got):\n%s", diff)
			}
			why := got.Why
			if got.Gap != nil {
				why = got.Gap.String()
			}
			if why == "" || !strings.Contains(why, tt.why) {
				t.Errorf("reason %q does not say %q", why, tt.why)
			}
			if got.Variant != "" && responsibility.LevelOf(got.Variant) == "" {
				t.Errorf("%s is not in the matrix", got.Variant)
			}
		})
	}
}

// TestVariantsAreDeclared holds Type.Variants to what Classify can return.
func TestVariantsAreDeclared(t *testing.T) {
	declared := map[responsibility.Variant]bool{}
	for _, v := range InstanceType.Variants {
		declared[v] = true
	}
	for _, m := range marks() {
		if !declared[m.variant] {
			t.Errorf("tag %s leads to %s, which InstanceType does not declare", m.key, m.variant)
		}
	}
	for _, typ := range []interface {
		Classify() inventory.Classification
	}{&Host{}, &Volume{}, &Snapshot{}, &Image{}, &LaunchTemplate{}, &Settings{}} {
		c := typ.Classify()
		r := typ.(inventory.Resource)
		if diff := cmp.Diff([]responsibility.Variant{c.Variant}, r.Type().Variants); diff != "" || c.Why == "" {
			t.Errorf("%s (-returned +declared):\n%s", r.Type().Kind, diff)
		}
	}
}

// TestWithin holds which tags say what an instance belongs to.
func TestWithin(t *testing.T) {
	for name, tt := range map[string]struct {
		tags map[string]string
		want []inventory.Place
	}{
		"nothing":     {map[string]string{"Name": "web"}, nil},
		"emr":         {map[string]string{"aws:elasticmapreduce:job-flow-id": "j-1"}, []inventory.Place{{Kind: "emr.cluster", ID: "j-1"}}},
		"beanstalk":   {map[string]string{"elasticbeanstalk:environment-id": "e-1"}, []inventory.Place{{Kind: "elasticbeanstalk.environment", ID: "e-1"}}},
		"batch":       {map[string]string{"aws:batch:compute-environment": "nightly"}, []inventory.Place{{Kind: "batch.compute_environment", ID: "nightly"}}},
		"batchByARN":  {map[string]string{"aws:batch:compute-environment": "arn:aws:batch:us-west-2:111122223333:compute-environment/nightly"}, []inventory.Place{{Kind: "batch.compute_environment", ID: "nightly"}}},
		"eks":         {map[string]string{"eks:cluster-name": "shop", "eks:nodegroup-name": "blue"}, []inventory.Place{{Kind: "eks.nodegroup", ID: "shop/blue"}}},
		"eksNoGroup":  {map[string]string{"eks:cluster-name": "shop"}, nil},
		"tagIsEmpty":  {map[string]string{"elasticbeanstalk:environment-id": ""}, nil},
		"ecsHasNoTag": {map[string]string{"AmazonECSManaged": "true"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			i := &Instance{Ref: inventory.Ref{Tags: inventory.Known(tt.tags)}}
			if diff := cmp.Diff(tt.want, i.Within()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
