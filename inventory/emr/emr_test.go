package emr_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/emr"
	"demarc/inventory/responsibility"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

// account has two clusters that run and one that ended.
func account() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }
	put("global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	const dir = "eu-central-1/emr/"
	put(dir+"ListClusters.json", `{"Clusters":[{"Id":"j-1STOCK","Name":"stock","Status":{"State":"WAITING"}},{"Id":"j-2CUSTOM","Name":"custom","Status":{"State":"RUNNING"}},{"Id":"j-3ENDED","Name":"ended","Status":{"State":"TERMINATED"}}]}`)
	put(dir+"DescribeCluster/j-1STOCK.json", `{"Cluster":{"Id":"j-1STOCK","Name":"stock","ClusterArn":"arn:aws:elasticmapreduce:eu-central-1:111122223333:cluster/j-1STOCK",
		"Status":{"State":"WAITING","Timeline":{"CreationDateTime":"2026-11-20T08:00:00+00:00"}},"ReleaseLabel":"emr-7.9.0","OSReleaseLabel":"2023.9.20251027.0","MasterPublicDnsName":"ip-10-0-0-9.eu-central-1.compute.internal","Tags":[{"Key":"env","Value":"prod"}]}}`)
	put(dir+"DescribeCluster/j-2CUSTOM.json", `{"Cluster":{"Id":"j-2CUSTOM","Name":"custom","Status":{"State":"RUNNING","Timeline":{"CreationDateTime":"2026-11-21T08:00:00+00:00"}},"ReleaseLabel":"emr-6.15.0",
		"CustomAmiId":"ami-0aaaaaaaaaaaaaaaa","RepoUpgradeOnBoot":"NONE","LogUri":"s3n://logs/","SecurityConfiguration":"strict","MasterPublicDnsName":"ec2-203-0-113-9.eu-central-1.compute.amazonaws.com","Tags":[]}}`)
	put(dir+"DescribeSecurityConfiguration/strict.json", `{"Name":"strict","CreationDateTime":"2026-01-02T03:04:05+00:00","SecurityConfiguration":"{\"EncryptionConfiguration\":{\"EnableAtRestEncryption\":true,\"EnableInTransitEncryption\":false,\"AtRestEncryptionConfiguration\":{\"S3EncryptionConfiguration\":{\"EncryptionMode\":\"SSE-S3\"},\"LocalDiskEncryptionConfiguration\":{\"EncryptionKeyProviderType\":\"AwsKms\",\"AwsKmsKey\":\"arn\"}}},\"InstanceMetadataServiceConfiguration\":{\"MinimumInstanceMetadataServiceVersion\":2,\"HttpPutResponseHopLimit\":1}}"}`)
	put(dir+"ListInstances/j-1STOCK.json", `{"Instances":[{"Id":"ci-2","Ec2InstanceId":"i-0bbbbbbbbbbbbbbbb","Status":{"State":"RUNNING"},"PublicIpAddress":"203.0.113.9"},
		{"Id":"ci-1","Ec2InstanceId":"i-0aaaaaaaaaaaaaaaa","Status":{"State":"RUNNING"}},{"Id":"ci-0","Ec2InstanceId":"i-0cccccccccccccccc","Status":{"State":"TERMINATED"}}]}`)
	put(dir+"ListInstances/j-2CUSTOM.json", `{"Instances":[{"Id":"ci-3","Ec2InstanceId":"i-0dddddddddddddddd","Status":{"State":"BOOTSTRAPPING"}}]}`)
	put(dir+"ListReleaseLabels.json", `{"ReleaseLabels":["emr-7.12.0","emr-7.9.1","emr-7.9.0","emr-6.15.0","emr-5.36.2"]}`)
	put(dir+"GetBlockPublicAccessConfiguration.json", `{"BlockPublicAccessConfiguration":{"BlockPublicSecurityGroupRules":true,"PermittedPublicSecurityGroupRuleRanges":[{"MinRange":8888,"MaxRange":8890},{"MinRange":22}]},
		"BlockPublicAccessConfigurationMetadata":{"CreationDateTime":"2026-01-02T03:04:05+00:00","CreatedByArn":"arn:aws:iam::111122223333:user/eve"}}`)
	return files
}

func scan(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, account(), emr.Collectors, o)
}

func find(t *testing.T, s *inventory.Snapshot, id string) *emr.Cluster {
	t.Helper()
	c, ok := s.Find("emr.cluster", "eu-central-1", id).(*emr.Cluster)
	if !ok {
		t.Fatalf("no cluster %s", id)
	}
	return c
}

// A summary is what a cluster's facts say.
type summary struct {
	State, Release, OS, AMI, Upgrade, Log, DNS, Config string
	Created                                            time.Time
	Offered                                            []string
	Security                                           emr.Security
	Instances                                          []emr.Instance
	Tags                                               map[string]string
	Variant                                            responsibility.Variant
	Links                                              int
}

func summarize(c *emr.Cluster) summary {
	const gap = "gap"
	return summary{
		State: c.State.Or(gap), Release: c.ReleaseLabel.Or(gap), OS: c.OSReleaseLabel.Or(gap), Offered: c.ReleaseLabels.Or([]string{gap}), AMI: c.CustomAMIID.Or(gap), Upgrade: c.RepoUpgradeOnBoot.Or(gap), Log: c.LogURI.Or(gap),
		DNS: c.MasterPublicDNSName.Or(gap), Config: c.SecurityConfiguration.Or(gap), Created: c.CreationDateTime.Or(time.Time{}).UTC(), Security: c.Security.Or(emr.Security{MinimumIMDSVersion: -1}),
		Instances: c.Instances.Or(nil), Tags: c.Tags.Or(nil), Variant: c.Classify().Variant, Links: len(c.Links()),
	}
}

func TestClusters(t *testing.T) {
	s := scan(t, localstack.Options{PageSize: 1})
	for id, want := range map[string]summary{
		"j-1STOCK": {
			State: "WAITING", Release: "emr-7.9.0", OS: "2023.9.20251027.0", Offered: []string{"emr-7.9.1", "emr-7.9.0"}, Upgrade: "gap", DNS: "ip-10-0-0-9.eu-central-1.compute.internal", Created: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC),
			Instances: []emr.Instance{{EC2InstanceID: "i-0aaaaaaaaaaaaaaaa", State: "RUNNING"}, {EC2InstanceID: "i-0bbbbbbbbbbbbbbbb", State: "RUNNING", PublicIPAddress: "203.0.113.9"}},
			Tags:      map[string]string{"env": "prod"}, Variant: responsibility.EMRCluster, Links: 3, // two nodes, and those that name it
		},
		"j-2CUSTOM": {
			State: "RUNNING", Release: "emr-6.15.0", OS: "gap", Offered: []string{"emr-6.15.0"}, AMI: "ami-0aaaaaaaaaaaaaaaa", Upgrade: "NONE", Log: "s3n://logs/", DNS: "ec2-203-0-113-9.eu-central-1.compute.amazonaws.com", Config: "strict",
			Created: time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC), Security: emr.Security{EnableAtRestEncryption: true, S3EncryptionMode: "SSE-S3", LocalDiskKeyProvider: "AwsKms", MinimumIMDSVersion: 2},
			Instances: []emr.Instance{{EC2InstanceID: "i-0dddddddddddddddd", State: "BOOTSTRAPPING"}}, Tags: map[string]string{}, Variant: responsibility.EMRClusterCustomAMI, Links: 2,
		},
	} {
		t.Run(id, func(t *testing.T) {
			if diff := cmp.Diff(want, summarize(find(t, s, id))); diff != "" {
				t.Error(diff)
			}
		})
	}
	settings := s.Find("emr.settings", "eu-central-1", "eu-central-1").(*emr.Settings)
	if diff := cmp.Diff([]emr.PortRange{{MinRange: 22, MaxRange: 22}, {MinRange: 8888, MaxRange: 8890}}, settings.PermittedRanges.Or(nil)); diff != "" || !settings.BlockPublicSecurityGroupRules.Or(false) {
		t.Errorf("settings %+v %s", settings, diff)
	}
	want := map[string]int{"EMR.ListClusters": 2, "EMR.DescribeCluster": 2, "EMR.DescribeSecurityConfiguration": 1, "EMR.ListInstances": 3, "EMR.ListReleaseLabels": 5, "EMR.GetBlockPublicAccessConfiguration": 1}
	if diff := cmp.Diff(want, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	s := scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"elasticmapreduce:DescribeCluster"}}})
	c := find(t, s, "j-2CUSTOM")
	if class := c.Classify(); class.Variant != "" || class.Gap == nil || !strings.Contains(class.Gap.String(), "elasticmapreduce:DescribeCluster") {
		t.Errorf("classified as %+v", class)
	}
	if _, gap := c.Security.Get(); gap == nil || gap.Class != inventory.Denied {
		t.Errorf("security: %v", gap)
	}
	if got := c.Links(); got != nil {
		t.Errorf("links %v of a cluster that is not classified", got)
	}
	if _, gap := c.ReleaseLabels.Get(); gap == nil || gap.Call != "EMR.DescribeCluster" {
		t.Errorf("the labels of a cluster whose own is not known: %v", gap)
	}
	s = scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"elasticmapreduce:ListReleaseLabels"}}})
	if _, gap := find(t, s, "j-1STOCK").ReleaseLabels.Get(); gap == nil || gap.Class != inventory.Denied || gap.Call != "EMR.ListReleaseLabels" {
		t.Errorf("the labels of a region that does not tell: %v", gap)
	}
	s = scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"elasticmapreduce:ListClusters", "elasticmapreduce:GetBlockPublicAccessConfiguration"}}})
	for _, c := range s.Coverage {
		if c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
			t.Errorf("coverage %+v", c)
		}
	}
}
