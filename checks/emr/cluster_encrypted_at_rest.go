package emr

import (
	"cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emr"
	"demarc/inventory/responsibility"
)

// ClusterEncryptedAtRest wants a security configuration that encrypts data at rest.
var ClusterEncryptedAtRest = &checks.Check[emr.Cluster]{
	Meta: checks.Meta{
		ID: "emr-cluster-encrypted-at-rest", Title: "Clusters encrypt what they store", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why:  "A cluster spills what it computes on to local disks and HDFS volumes, and writes results to S3. Without encryption a copied snapshot or a disk that is handed on shows all of it.",
		Fix:  "A cluster keeps its security configuration for life: aws emr create-security-configuration --name NAME --security-configuration file://encryption.json with EnableAtRestEncryption true, then start the cluster anew with --security-configuration NAME.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/emr-controls.html"},
	},
	Reads: []*inventory.Call{emr.DescribeCluster, emr.DescribeSecurityConfiguration},
	Run: func(v *checks.View[emr.Cluster]) checks.Verdict {
		name, _ := checks.Read(v, v.Resource.SecurityConfiguration)
		if name == "" {
			return v.Fail("the cluster has no security configuration")
		}
		s, _ := checks.Read(v, v.Resource.Security)
		if !s.EnableAtRestEncryption {
			return v.Fail("EnableAtRestEncryption of security configuration %s is not true", name)
		}
		return v.Pass("security configuration %s encrypts at rest: S3 by %s, local disks by %s", name, cmp.Or(s.S3EncryptionMode, "nothing"), cmp.Or(s.LocalDiskKeyProvider, "nothing"))
	},
	Cases: []checks.Case[emr.Cluster]{
		{Name: "encrypted", Given: cluster(), Want: checks.Pass},
		{Name: "no_configuration", Given: cluster(plain), Want: checks.Fail},
		{Name: "off", Given: cluster(secured(func(s *emr.Security) { s.EnableAtRestEncryption = false })), Want: checks.Fail},
		{Name: "denied", Given: cluster(unsecured), Want: checks.Unknown},
	},
}
