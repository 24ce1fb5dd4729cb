package eks

import (
	"demarc/checks"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterEndpointPrivate asks that the Kubernetes API is reached from inside the VPC alone.
var ClusterEndpointPrivate = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-endpoint-private", Title: "The Kubernetes API is not reachable from the internet", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "A public endpoint lets everyone knock at the API server: one leaked token, one hole in its authentication, and the cluster is theirs.",
		Fix:  "aws eks update-cluster-config --name CLUSTER --resources-vpc-config endpointPublicAccess=false,endpointPrivateAccess=true",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1"},
	},
	Run: clusterEndpointPrivate,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "private", Given: cluster(), Want: checks.Pass},
		{Name: "public", Given: cluster(public("203.0.113.0/24")), Want: checks.Fail},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.EndpointPublicAccess = denied[bool](eks.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterEndpointPrivate(v *checks.View[eks.Cluster]) checks.Verdict {
	if public, _ := checks.Read(v, v.Resource.EndpointPublicAccess); public {
		return v.Fail("endpointPublicAccess is true")
	}
	return v.Pass("endpointPublicAccess is false")
}
