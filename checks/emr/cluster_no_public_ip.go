package emr

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emr"
	"demarc/inventory/responsibility"
)

// ClusterNoPublicIP wants nodes without public addresses, the primary one above all.
var ClusterNoPublicIP = &checks.Check[emr.Cluster]{
	Meta: checks.Meta{
		ID: "emr-cluster-no-public-ip", Title: "The nodes of clusters have no public IP addresses", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "The primary node serves the web interfaces of YARN, Spark, Hue and notebooks, most of them without a login. With a public address one wide security group rule puts them, and with them code execution, on the internet.",
		Fix:  "Start the cluster anew in a private subnet with an S3 gateway endpoint (aws emr create-cluster --ec2-attributes SubnetId=PRIVATE_SUBNET), and reach the interfaces through Session Manager or a VPN.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-clusters-in-a-vpc.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/emr-controls.html"},
	},
	Reads: []*inventory.Call{emr.DescribeCluster, emr.ListInstances},
	Run:   clusterNoPublicIP,
	Cases: []checks.Case[emr.Cluster]{
		{Name: "private", Given: cluster(), Want: checks.Pass},
		{Name: "public_name", Given: cluster(func(c *emr.Cluster) {
			c.MasterPublicDNSName = inventory.Known("ec2-203-0-113-9.eu-central-1.compute.amazonaws.com")
		}), Want: checks.Fail},
		{Name: "public_address", Given: cluster(func(c *emr.Cluster) {
			c.Instances = inventory.Known([]emr.Instance{{EC2InstanceID: "i-0aaaaaaaaaaaaaaaa", State: "RUNNING", PublicIPAddress: "203.0.113.9"}})
		}), Want: checks.Fail},
		{Name: "no_nodes_yet", Given: cluster(func(c *emr.Cluster) { c.Instances = inventory.Known[[]emr.Instance](nil) }), Want: checks.Unknown},
		{Name: "denied", Given: cluster(func(c *emr.Cluster) { c.Instances = denied[[]emr.Instance](emr.ListInstances) }), Want: checks.Unknown},
	},
}

func clusterNoPublicIP(v *checks.View[emr.Cluster]) checks.Verdict {
	var found []string
	// The names that EC2 gives to public addresses (EC2 User Guide, "EC2 instance hostnames and domains").
	if name, _ := checks.Peek(v, v.Resource.MasterPublicDNSName); strings.HasPrefix(name, "ec2-") {
		found = append(found, "the primary node as "+name)
	}
	nodes, gap := checks.Consult(v, v.Resource.Instances)
	for _, n := range nodes {
		if n.PublicIPAddress != "" {
			found = append(found, n.EC2InstanceID+" as "+n.PublicIPAddress)
		}
	}
	switch {
	case len(found) > 0:
		return v.Fail("nodes with public addresses: %s", checks.First(found, 5))
	case gap != nil:
		return v.Unknown("the nodes are not known: %s", gap)
	case len(nodes) == 0:
		return v.Unknown("no node of the cluster runs yet")
	}
	return v.Pass("none of %d nodes has a public address", len(nodes))
}
