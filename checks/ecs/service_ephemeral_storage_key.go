package ecs

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecs"
	"demarc/inventory/responsibility"
)

// ServiceEphemeralStorageKey finds services on Fargate whose ephemeral storage a key of AWS's encrypts.
var ServiceEphemeralStorageKey = &checks.Check[ecs.Service]{
	Meta: checks.Meta{
		ID: "ecs-service-ephemeral-storage-key", Title: "The ephemeral storage of tasks on Fargate is encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Informational, Since: "0.1",
		Why:  "Fargate encrypts the storage in any case. Only with a key of your own does the use of it stand in your CloudTrail, and only that key can you take away.",
		Fix:  "aws ecs update-cluster --cluster CLUSTER --configuration managedStorageConfiguration={fargateEphemeralStorageKmsKeyId=KEY_ARN}, then aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment",
		Refs: []string{"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-storage-encryption.html"},
	},
	With: []inventory.Want{{Type: ecs.ClusterType}},
	Run:  serviceEphemeralStorageKey,
	Cases: []checks.Case[ecs.Service]{
		{Name: "own_key", Given: service(), With: []inventory.Resource{storage("arn:aws:kms:eu-central-1:111122223333:key/1")}, Want: checks.Pass},
		{Name: "key_of_aws", Given: service(), With: []inventory.Resource{storage("")}, Want: checks.Fail},
		{Name: "on_ec2", Given: service(launch("EC2"), platform("", "")), With: []inventory.Resource{storage("")}, Want: checks.NotApplicable},
		{Name: "cluster_not_listed", Given: service(), Incomplete: []inventory.Kind{ecs.ClusterType.Kind}, Want: checks.Unknown},
		{Name: "unread", Given: service(func(s *ecs.Service) { s.PlatformVersion = denied[string](ecs.DescribeServices) }), With: []inventory.Resource{storage("")}, Want: checks.Unknown},
		{Name: "managed_instances", Given: service(launch("MANAGED_INSTANCES"), platform("", "")), With: []inventory.Resource{storage("")}, Want: checks.NotApplicable},
	},
}

func serviceEphemeralStorageKey(v *checks.View[ecs.Service]) checks.Verdict {
	if version, known := checks.Read(v, v.Resource.PlatformVersion); known && version == "" {
		return v.NotApplicable("the service has no platformVersion: its tasks do not run on Fargate")
	}
	name, _, _ := strings.Cut(v.Resource.ID, "/")
	cluster, found := checks.Find[ecs.Cluster](v, v.Resource.Region, name)
	if !found {
		return v.Unknown("cluster %s is not in the listing", name)
	}
	key, _ := checks.Read(v, cluster.FargateEphemeralStorageKMSKeyID)
	if key == "" {
		return v.Fail("managedStorageConfiguration of cluster %s names no fargateEphemeralStorageKmsKeyId", name)
	}
	return v.Pass("fargateEphemeralStorageKmsKeyId of cluster %s is %s", name, key)
}

// storage is the cluster of the worked examples with a key for ephemeral storage.
func storage(key string) *ecs.Cluster {
	c := cluster(func(c *ecs.Cluster) { c.FargateEphemeralStorageKMSKeyID = inventory.Known(key) })
	return &c
}
