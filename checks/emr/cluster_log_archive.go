package emr

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emr"
	"demarc/inventory/responsibility"
)

// ClusterLogArchive wants the logs of clusters in S3.
var ClusterLogArchive = &checks.Check[emr.Cluster]{
	Meta: checks.Meta{
		ID: "emr-cluster-log-archive", Title: "Clusters archive their logs in S3", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "The logs of steps, applications and nodes are on the cluster's own disks. When it ends, or when somebody on it wants to hide what he ran, they are gone.",
		Fix:  "A cluster keeps its log place for life: start it anew with --log-uri s3://BUCKET/PREFIX/ (aws emr create-cluster).",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-debugging.html"},
	},
	Reads: []*inventory.Call{emr.DescribeCluster},
	Run: func(v *checks.View[emr.Cluster]) checks.Verdict {
		uri, _ := checks.Read(v, v.Resource.LogURI)
		if uri == "" {
			return v.Fail("LogUri is not set")
		}
		return v.Pass("LogUri is %s", uri)
	},
	Cases: []checks.Case[emr.Cluster]{
		{Name: "archived", Given: cluster(), Want: checks.Pass},
		{Name: "nowhere", Given: cluster(func(c *emr.Cluster) { c.LogURI = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: cluster(func(c *emr.Cluster) { c.LogURI = denied[string](emr.DescribeCluster) }), Want: checks.Unknown},
	},
}
