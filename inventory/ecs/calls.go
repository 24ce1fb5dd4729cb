// Package ecs collects what Amazon ECS says of the clusters, services, container instances, capacity providers and task
// definitions of an account and region. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/AmazonECS/latest/APIReference). This is the only package that links the ECS client.
//
// # Calls
//
// For a region with 200 services in 4 clusters, 120 container instances and 150 task definitions in use: 1 ListClusters,
// 1 DescribeClusters, 1 DescribeCapacityProviders, 4 ListServices, 20 DescribeServices (the service takes at most ten at
// a time), 4 ListContainerInstances, 4 DescribeContainerInstances and 150 DescribeTaskDefinition: 185. TestCalls holds a
// tenth of it. What grows, and why it cannot be less:
//
//   - ListServices and ListContainerInstances are asked of each cluster: ECS lists neither across clusters.
//   - ListContainerInstances is left out for a cluster whose registeredContainerInstancesCount is 0, ListServices for one
//     whose activeServicesCount is 0: DescribeClusters told so already. A cluster on Fargate alone costs one list.
//   - DescribeTaskDefinition has no batch form. It is asked once for each distinct revision that a service, a task set or
//     a running task uses, and never for the others, of which an account keeps thousands.
//   - ListTasks and DescribeTasks look for task definitions that no service uses. They are made for a cluster only where
//     more tasks run or wait than its services count as theirs.
//   - DescribeCapacityProviders answers a whole region. Providers of Managed Instances belong to a cluster, and are asked
//     for by cluster where a cluster names a provider that the region's answer does not have.
//
// ECS allows 20 of each of these a second after a burst of 50 or 100 (API reference, "Request throttling"). The scan
// takes half of it.
package ecs

import "demarc/inventory"

// The calls of ECS. The action that each needs bears its name (Service Authorization Reference, "Actions for Amazon
// Elastic Container Service").
var (
	ListClusters               = call("ListClusters")
	DescribeClusters           = call("DescribeClusters")
	DescribeCapacityProviders  = call("DescribeCapacityProviders")
	ListServices               = call("ListServices")
	DescribeServices           = call("DescribeServices")
	ListContainerInstances     = call("ListContainerInstances")
	DescribeContainerInstances = call("DescribeContainerInstances")
	ListTasks                  = call("ListTasks")
	DescribeTasks              = call("DescribeTasks")
	DescribeTaskDefinition     = call("DescribeTaskDefinition")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "ECS", Op: op, Needs: []string{"ecs:" + op}}
}
