// Package eks collects what Amazon EKS says of the clusters, node groups and Fargate profiles of an account and region.
// Types and facts keep the names of the API reference (https://docs.aws.amazon.com/eks/latest/APIReference). This is the
// only package that links the EKS client.
//
// # Calls
//
// For a region with 10 clusters and 50 node groups: 1 ListClusters, 10 DescribeCluster, 1 DescribeClusterVersions, 10
// ListNodegroups, 50 DescribeNodegroup, 10 ListFargateProfiles, a DescribeFargateProfile for each profile, about 10, 10 ListAccessEntries, a
// ListAssociatedAccessPolicies for each entry of the customer's, about 40, 10 ListInsights, 10 ListAddons and a
// DescribeAddon for each add-on, about 50: 212. TestCalls holds a tenth of it. EKS has no batch form of anything: a cluster, a node
// group and an add-on are described one at a time, and their lists hold names alone. What is done about it:
//
//   - Clusters are listed and described once for all kinds.
//   - DescribeClusterVersions tells the dates of every version in one call, and is not made where there is no cluster.
//   - ListAccessEntries, ListInsights, and ListAddons with DescribeAddon, are made where a check that reads them is
//     selected. Entries are not described: their names say whose they are. Insights are neither: the list has their
//     statuses.
//   - ListAssociatedAccessPolicies answers for one principal. It is not asked for those of AWS's service-linked roles,
//     nor in a cluster in CONFIG_MAP mode, which has no entries. Entries of nodes, which can have no policies, are a few
//     roles for each cluster: to tell them beforehand would take a DescribeAccessEntry each.
//   - Fargate profiles are described where a check that reads their role is selected.
package eks

import "demarc/inventory"

// The calls of EKS. The action that each needs bears its name (Service Authorization Reference, "Actions for Amazon
// Elastic Kubernetes Service").
var (
	ListClusters                 = call("ListClusters")
	DescribeCluster              = call("DescribeCluster")
	DescribeClusterVersions      = call("DescribeClusterVersions")
	ListNodegroups               = call("ListNodegroups")
	DescribeNodegroup            = call("DescribeNodegroup")
	ListFargateProfiles          = call("ListFargateProfiles")
	DescribeFargateProfile       = call("DescribeFargateProfile")
	ListAccessEntries            = call("ListAccessEntries")
	ListAssociatedAccessPolicies = call("ListAssociatedAccessPolicies")
	ListInsights                 = call("ListInsights")
	ListAddons                   = call("ListAddons")
	DescribeAddon                = call("DescribeAddon")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "EKS", Op: op, Needs: []string{"eks:" + op}}
}
