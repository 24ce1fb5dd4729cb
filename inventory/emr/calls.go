// Package emr collects what Amazon EMR says of the clusters of an account and region that are not terminated. Types and
// facts keep the names of the API reference (https://docs.aws.amazon.com/emr/latest/APIReference). This is the only
// package that links the EMR client.
//
// # Calls
//
// ListClusters tells names and states alone, so that each active cluster costs one DescribeCluster and one ListInstances,
// for which there are no batch forms, and each security configuration in use one DescribeSecurityConfiguration. The
// clusters of years that are terminated cost nothing. ListReleaseLabels answers for a region, and is not asked
// where there is no cluster. 20 clusters on 3 security configurations are 45 calls.
package emr

import "demarc/inventory"

// The calls of EMR. The prefix of its actions is elasticmapreduce (Service Authorization Reference, "Actions for Amazon
// Elastic MapReduce").
var (
	ListClusters                      = call("ListClusters")
	DescribeCluster                   = call("DescribeCluster")
	DescribeSecurityConfiguration     = call("DescribeSecurityConfiguration")
	ListInstances                     = call("ListInstances")
	ListReleaseLabels                 = call("ListReleaseLabels")
	GetBlockPublicAccessConfiguration = call("GetBlockPublicAccessConfiguration")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "EMR", Op: op, Needs: []string{"elasticmapreduce:" + op}}
}
