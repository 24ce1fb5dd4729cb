package emr

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emr"
	"demarc/inventory/responsibility"
)

// ClusterEncryptedInTransit wants a security configuration that encrypts data in transit.
var ClusterEncryptedInTransit = &checks.Check[emr.Cluster]{
	Meta: checks.Meta{
		ID: "emr-cluster-encrypted-in-transit", Title: "The nodes of clusters encrypt what they send each other", Duty: responsibility.DataTransit, Severity: checks.Medium, Since: "0.1",
		Why:  "Shuffles and replicas send the data of a job through the network between the nodes, by default as it is: whoever gets on to one machine of the subnet, or into a mirror of its traffic, reads along.",
		Fix:  "A cluster keeps its security configuration for life: make one with EnableInTransitEncryption true and a TLSCertificateConfiguration (aws emr create-security-configuration), then start the cluster anew with it.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/emr-controls.html"},
	},
	Reads: []*inventory.Call{emr.DescribeCluster, emr.DescribeSecurityConfiguration},
	Run: func(v *checks.View[emr.Cluster]) checks.Verdict {
		name, _ := checks.Read(v, v.Resource.SecurityConfiguration)
		if name == "" {
			return v.Fail("the cluster has no security configuration")
		}
		s, _ := checks.Read(v, v.Resource.Security)
		if !s.EnableInTransitEncryption {
			return v.Fail("EnableInTransitEncryption of security configuration %s is not true", name)
		}
		return v.Pass("EnableInTransitEncryption of security configuration %s is true", name)
	},
	Cases: []checks.Case[emr.Cluster]{
		{Name: "encrypted", Given: cluster(), Want: checks.Pass},
		{Name: "no_configuration", Given: cluster(plain), Want: checks.Fail},
		{Name: "off", Given: cluster(secured(func(s *emr.Security) { s.EnableInTransitEncryption = false })), Want: checks.Fail},
		{Name: "denied", Given: cluster(unsecured), Want: checks.Unknown},
	},
}
