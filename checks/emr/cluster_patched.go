package emr

import (
	"time"

	"demarc/checks"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/emr"
	"demarc/inventory/responsibility"
)

// ClusterPatched is evidence D of patching: nodes take updates when they start, and not later.
var ClusterPatched = &checks.Check[emr.Cluster]{
	Meta: checks.Meta{
		ID: "emr-cluster-patched", Title: "Clusters are young enough to have taken updates", Duty: responsibility.OSPatch, Severity: checks.Medium, Since: "0.1",
		Why:  "EMR's image is refreshed and its packages are updated when a node boots. A cluster that waits for work for months runs with the kernel and libraries of its first day, and so does one whose image is told to skip the updates.",
		Fix:  "Start the cluster anew regularly (aws emr create-cluster, or clone it) and move the work; keep data in S3, not in HDFS. With an own image leave RepoUpgradeOnBoot at SECURITY and rebuild the image.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-default-ami.html", "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-custom-ami.html"},
	},
	Reads:     []*inventory.Call{emr.DescribeCluster},
	Undecided: "what each node says of its updates, which is judged there",
	Run:       clusterPatched,
	Cases: []checks.Case[emr.Cluster]{
		{Name: "two_days_old", Given: cluster(), Want: checks.Unknown},
		{Name: "a_quarter_old", Given: cluster(func(c *emr.Cluster) { c.CreationDateTime = inventory.Known(checks.CaseTime.Add(-90 * 24 * time.Hour)) }), Want: checks.Fail},
		{Name: "own_image_with_updates", Given: cluster(func(c *emr.Cluster) {
			c.CustomAMIID, c.RepoUpgradeOnBoot = inventory.Known("ami-0aaaaaaaaaaaaaaaa"), inventory.Known("SECURITY")
		}), Want: checks.Unknown},
		{Name: "own_image_without_updates", Given: cluster(func(c *emr.Cluster) {
			c.CustomAMIID, c.RepoUpgradeOnBoot = inventory.Known("ami-0aaaaaaaaaaaaaaaa"), inventory.Known("NONE")
		}), Want: checks.Fail},
		{Name: "denied", Given: cluster(func(c *emr.Cluster) { c.CreationDateTime = denied[time.Time](emr.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterPatched(v *checks.View[emr.Cluster]) checks.Verdict {
	image, _ := checks.Read(v, v.Resource.CustomAMIID)
	if image != "" {
		if upgrade, _ := checks.Peek(v, v.Resource.RepoUpgradeOnBoot); upgrade == "NONE" {
			return v.Fail("nodes start from %s, and RepoUpgradeOnBoot is NONE", image)
		}
	}
	since, ok := checks.Read(v, v.Resource.CreationDateTime)
	if !ok {
		return v.Unknown("the age of the cluster is not known")
	}
	part := patching.OfUptime(since, v.Policy(), v.Now())
	if part.State == patching.Fail {
		return v.Fail("%s", part.Text)
	}
	return v.Unknown("%s", part.Text)
}
