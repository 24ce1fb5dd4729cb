package emr

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emr"
	"demarc/inventory/responsibility"
)

// ClusterIMDSv2 wants a security configuration by which the nodes require IMDSv2.
var ClusterIMDSv2 = &checks.Check[emr.Cluster]{
	Meta: checks.Meta{
		ID: "emr-cluster-imdsv2", Title: "The nodes of clusters require IMDSv2", Duty: responsibility.OSHardening, Severity: checks.Medium, Since: "0.1",
		Why:  "Jobs run code that many people write. With IMDSv1 any request that such code can be talked into fetches the credentials of the nodes' role; and a node that is set right by hand is replaced by the cluster when it scales.",
		Fix:  `Make a security configuration with "InstanceMetadataServiceConfiguration": {"MinimumInstanceMetadataServiceVersion": 2, "HttpPutResponseHopLimit": 1} (aws emr create-security-configuration) and start the cluster anew with it.`,
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html"},
	},
	Reads: []*inventory.Call{emr.DescribeCluster, emr.DescribeSecurityConfiguration},
	Run:   clusterIMDSv2,
	Cases: []checks.Case[emr.Cluster]{
		{Name: "two", Given: cluster(), Want: checks.Pass},
		{Name: "one", Given: cluster(secured(func(s *emr.Security) { s.MinimumIMDSVersion = 1 })), Want: checks.Fail},
		{Name: "nothing_said", Given: cluster(secured(func(s *emr.Security) { s.MinimumIMDSVersion = 0 })), Want: checks.Unknown},
		{Name: "no_configuration", Given: cluster(plain), Want: checks.Unknown},
		{Name: "denied", Given: cluster(unsecured), Want: checks.Unknown},
	},
}

// clusterIMDSv2 does not guess what applies where nothing is said: that depends on the account's default and on the image.
func clusterIMDSv2(v *checks.View[emr.Cluster]) checks.Verdict {
	name, _ := checks.Read(v, v.Resource.SecurityConfiguration)
	s, _ := checks.Read(v, v.Resource.Security)
	switch s.MinimumIMDSVersion {
	case 0:
		return v.Unknown("no security configuration says which version of IMDS applies; the nodes tell (ec2-instance-imdsv2)")
	case 1:
		return v.Fail("MinimumInstanceMetadataServiceVersion of security configuration %s is 1", name)
	}
	return v.Pass("MinimumInstanceMetadataServiceVersion of security configuration %s is %d", name, s.MinimumIMDSVersion)
}
