package emr

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emr"
)

// denied is a fact that could not be read.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// strict is a security configuration with which nothing is wrong.
func strict() emr.Security {
	return emr.Security{EnableAtRestEncryption: true, EnableInTransitEncryption: true, S3EncryptionMode: "SSE-KMS", LocalDiskKeyProvider: "AwsKms", MinimumIMDSVersion: 2}
}

// cluster is one of which everything is known and nothing is wrong, with the changes.
func cluster(changes ...func(*emr.Cluster)) emr.Cluster {
	c := emr.Cluster{
		Ref:   inventory.Ref{ID: "j-1AAAAAAAAAAAA", Name: "forecast", ARN: "arn:aws:elasticmapreduce:eu-central-1:111122223333:cluster/j-1AAAAAAAAAAAA", Region: checks.CaseRegion},
		State: inventory.Known("WAITING"), CreationDateTime: inventory.Known(checks.CaseTime.Add(-48 * time.Hour)), ReleaseLabel: inventory.Known("emr-7.9.0"), OSReleaseLabel: inventory.Known("2023.9.20251027.0"), ReleaseLabels: inventory.Known([]string{"emr-7.9.0"}),
		CustomAMIID: inventory.Known(""), RepoUpgradeOnBoot: inventory.FromPtr[string](nil), LogURI: inventory.Known("s3n://logs/emr/"),
		MasterPublicDNSName: inventory.Known("ip-10-0-0-9.eu-central-1.compute.internal"), SecurityConfiguration: inventory.Known("strict"), Security: inventory.Known(strict()),
		Instances: inventory.Known([]emr.Instance{{EC2InstanceID: "i-0aaaaaaaaaaaaaaaa", State: "RUNNING"}}),
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

// plain has no security configuration.
func plain(c *emr.Cluster) {
	c.SecurityConfiguration, c.Security = inventory.Known(""), inventory.Known(emr.Security{})
}

// secured changes the security configuration.
func secured(change func(*emr.Security)) func(*emr.Cluster) {
	return func(c *emr.Cluster) {
		s := strict()
		change(&s)
		c.Security = inventory.Known(s)
	}
}

// unsecured could not read it.
func unsecured(c *emr.Cluster) { c.Security = denied[emr.Security](emr.DescribeSecurityConfiguration) }
