package emr

import (
	"strings"

	"demarc/checks"
	"demarc/checks/emr/releases"
	"demarc/checks/eol"
	"demarc/inventory"
	"demarc/inventory/emr"
	"demarc/inventory/responsibility"
)

// ClusterReleaseSupported asks for a release in standard support.
var ClusterReleaseSupported = &checks.Check[emr.Cluster]{
	Meta: checks.Meta{
		ID: "emr-cluster-release-supported", Title: "The release of a cluster is in standard support", Duty: responsibility.EngineVersion, Severity: checks.High, Since: "0.1",
		Why:  "Two years after its release AWS stops fixing what a release of EMR brings: Spark, Hadoop, Hive and the Java under them keep every hole that is found from then on.",
		Fix:  "A running cluster cannot change its release: start one with the newest (aws emr list-release-labels; aws emr create-cluster --release-label LABEL ...), move the work, and terminate the old one.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-standard-support.html", "https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-release-components.html"},
	},
	Reads: []*inventory.Call{emr.DescribeCluster},
	Run:   clusterReleaseSupported,
	Cases: []checks.Case[emr.Cluster]{
		{Name: "supported", Given: cluster(), Want: checks.Pass},
		{Name: "ended", Given: cluster(release("emr-7.3.0")), Want: checks.Fail},
		{Name: "ended_before_the_table", Given: cluster(release("emr-7.0.0")), Want: checks.Fail},
		{Name: "between_two_that_last", Given: cluster(release("emr-7.12.0")), Want: checks.Pass},
		{Name: "between_one_that_ended_and_one_that_lasts", Given: cluster(release("emr-7.7.0")), Want: checks.Unknown},
		{Name: "newer_than_the_table", Given: cluster(release("emr-7.20.0")), Want: checks.Pass},
		{Name: "line_without_dates", Given: cluster(release("emr-6.15.0")), Want: checks.Unknown},
		{Name: "no_label", Given: cluster(release("2.4.2")), Want: checks.Unknown},
		{Name: "misread", Given: cluster(release("latest")), Want: checks.Unknown},
		{Name: "denied", Given: cluster(func(c *emr.Cluster) { c.ReleaseLabel = denied[string](emr.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterReleaseSupported(v *checks.View[emr.Cluster]) checks.Verdict {
	return releases.Supported(v, "ReleaseLabel", v.Resource.ReleaseLabel)
}

// ClusterReleaseNewestPatch is evidence D of patching: EMR rebuilds the image of the newest patch of a line alone.
var ClusterReleaseNewestPatch = &checks.Check[emr.Cluster]{
	Meta: checks.Meta{
		ID: "emr-cluster-release-newest-patch", Title: "The release of a cluster is the newest patch of its line", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "Once emr-7.9.1 is out, nobody updates the image and the applications of emr-7.9.0 any more: a cluster that starts with it starts with known holes.",
		Fix:  "Start a cluster with the newest patch (aws emr list-release-labels --filters Prefix=emr-7.9), move the work, and terminate the old one.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-default-ami.html", "https://docs.aws.amazon.com/emr/latest/APIReference/API_ListReleaseLabels.html"},
	},
	Reads: []*inventory.Call{emr.DescribeCluster, emr.ListReleaseLabels},
	Run:   clusterReleaseNewestPatch,
	Cases: []checks.Case[emr.Cluster]{
		{Name: "newest", Given: cluster(), Want: checks.Pass},
		{Name: "older", Given: cluster(release("emr-5.36.0", "emr-5.36.2", "emr-5.36.1", "emr-5.36.0")), Want: checks.Fail},
		{Name: "no_longer_offered", Given: cluster(release("emr-7.9.0")), Want: checks.Unknown},
		{Name: "newer_than_what_is_offered", Given: cluster(release("emr-7.9.1", "emr-7.9.0")), Want: checks.Pass},
		{Name: "misread", Given: cluster(release("latest", "latest")), Want: checks.Unknown},
		{Name: "denied", Given: cluster(func(c *emr.Cluster) { c.ReleaseLabels = denied[[]string](emr.ListReleaseLabels) }), Want: checks.Unknown},
	},
}

func clusterReleaseNewestPatch(v *checks.View[emr.Cluster]) checks.Verdict {
	label, known := checks.Read(v, v.Resource.ReleaseLabel)
	offered, _ := checks.Read(v, v.Resource.ReleaseLabels)
	running, ok := releases.Parse(label)
	if !known || !ok {
		return v.Unknown("ReleaseLabel %q is no release", label)
	}
	if len(offered) == 0 {
		return v.Unknown("ReleaseLabel is %s, and EMR offers no release of its line in the region", label)
	}
	newest := running
	for _, l := range offered {
		if x, ok := releases.Parse(l); ok && x.Compare(newest) > 0 {
			newest = x
		}
	}
	if newest != running {
		return v.Fail("ReleaseLabel is %s, and EMR offers %s", label, newest)
	}
	return v.Pass("ReleaseLabel is %s, and EMR offers no newer patch of its line", label)
}

// ClusterOSSupported is evidence A of patching.
var ClusterOSSupported = &checks.Check[emr.Cluster]{
	Meta: checks.Meta{
		ID: "emr-cluster-os-supported", Title: "The operating system of a cluster's release is supported", Duty: responsibility.OSPatch, Severity: checks.High, Since: "0.1",
		Why:  "Releases before 7.0 run on Amazon Linux 2 or older. When its support has ended there are no updates that a node could take when it boots.",
		Fix:  "Start a cluster with a release of line 7, which runs on Amazon Linux 2023: aws emr create-cluster --release-label emr-7.14.0 ..., move the work, and terminate the old one.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-default-ami.html", "https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html"},
	},
	Reads: []*inventory.Call{emr.DescribeCluster},
	Run:   clusterOSSupported,
	Cases: []checks.Case[emr.Cluster]{
		{Name: "amazon_linux_2023", Given: cluster(), Want: checks.Pass},
		{Name: "amazon_linux_2", Given: cluster(system("2.0.20251014.0")), Want: checks.Fail},
		{Name: "amazon_linux_1", Given: cluster(system("2018.03.0.20230807.0")), Want: checks.Fail},
		{Name: "own_image", Given: cluster(func(c *emr.Cluster) { c.CustomAMIID = inventory.Known("ami-0aaaaaaaaaaaaaaaa") }), Want: checks.NotApplicable},
		{Name: "not_in_the_table", Given: cluster(system("3000.1.1")), Want: checks.Unknown},
		{Name: "not_said", Given: cluster(func(c *emr.Cluster) { c.OSReleaseLabel = inventory.FromPtr[string](nil) }), Want: checks.Unknown},
		{Name: "denied", Given: cluster(func(c *emr.Cluster) { c.OSReleaseLabel = denied[string](emr.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterOSSupported(v *checks.View[emr.Cluster]) checks.Verdict {
	image, known := checks.Read(v, v.Resource.CustomAMIID)
	if known && image != "" {
		return v.NotApplicable("CustomAmiId is %s: its operating system is judged with the instances", image)
	}
	label, _ := checks.Read(v, v.Resource.OSReleaseLabel)
	os := eol.OS{Family: "Amazon Linux"}
	year, rest, _ := strings.Cut(label, ".")
	os.Version = year
	if month, _, _ := strings.Cut(rest, "."); strings.HasPrefix(year, "201") {
		os.Version += "." + month // Amazon Linux AMI 2018.03
	}
	switch s := eol.At(os, v.Now()); s.State {
	case eol.Supported:
		return v.Pass("OSReleaseLabel is %s: %s", label, s.Reason)
	case eol.Unknown:
		return v.Unknown("OSReleaseLabel is %s: %s", label, s.Reason)
	default:
		return v.Fail("OSReleaseLabel is %s: %s", label, s.Reason)
	}
}

// release sets the release and what EMR offers of its line.
func release(label string, offered ...string) func(*emr.Cluster) {
	return func(c *emr.Cluster) {
		c.ReleaseLabel, c.ReleaseLabels = inventory.Known(label), inventory.Known(offered)
	}
}

func system(label string) func(*emr.Cluster) {
	return func(c *emr.Cluster) { c.OSReleaseLabel = inventory.Known(label) }
}
