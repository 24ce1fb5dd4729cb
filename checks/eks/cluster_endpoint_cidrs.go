package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterEndpointCIDRs asks that a public endpoint is open to known networks alone.
var ClusterEndpointCIDRs = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-endpoint-cidrs", Title: "A public endpoint is not open to every address", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "Where the endpoint must be public, the list of networks is all that stands between the internet and the API server. 0.0.0.0/0 is no list.",
		Fix:  "aws eks update-cluster-config --name CLUSTER --resources-vpc-config publicAccessCidrs=203.0.113.0/24",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"},
	},
	Run: clusterEndpointCIDRs,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "office", Given: cluster(public("203.0.113.0/24")), Want: checks.Pass},
		{Name: "everywhere", Given: cluster(public("0.0.0.0/0", "203.0.113.0/24")), Want: checks.Fail},
		{Name: "no_list", Given: cluster(public()), Want: checks.Fail},
		{Name: "private", Given: cluster(), Want: checks.NotApplicable},
		{Name: "unread", Given: cluster(public(), func(c *eks.Cluster) { c.PublicAccessCIDRs = denied[[]string](eks.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterEndpointCIDRs(v *checks.View[eks.Cluster]) checks.Verdict {
	public, known := checks.Read(v, v.Resource.EndpointPublicAccess)
	if known && !public {
		return v.NotApplicable("endpointPublicAccess is false")
	}
	list, known := checks.Read(v, v.Resource.PublicAccessCIDRs)
	for _, cidr := range list {
		if cidr == "0.0.0.0/0" || cidr == "::/0" {
			return v.Fail("publicAccessCidrs has %s", cidr)
		}
	}
	if known && len(list) == 0 {
		return v.Fail("endpointPublicAccess is true and publicAccessCidrs is empty, which is every address")
	}
	return v.Pass("publicAccessCidrs is %s", checks.First(list, 3))
}

// public opens the endpoint to networks.
func public(cidrs ...string) func(*eks.Cluster) {
	return func(c *eks.Cluster) {
		c.EndpointPublicAccess, c.PublicAccessCIDRs = inventory.Known(true), inventory.Known(cidrs)
	}
}
