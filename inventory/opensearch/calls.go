// Package opensearch collects what Amazon OpenSearch Service says of the domains of an account and region, those of the
// engine Elasticsearch included. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/opensearch-service/latest/APIReference). This is the only package that links the OpenSearch
// client.
//
// # Calls
//
// ListDomainNames is one call without pages. DescribeDomains takes five names at most (API reference, DescribeDomains: the
// service refuses more) and answers every setting, the access policy among them: 20 domains are 1 + 4 calls.
package opensearch

import "demarc/inventory"

// The calls of OpenSearch Service. Its actions have the prefix es (Service Authorization Reference, "Actions for Amazon
// OpenSearch Service").
var (
	ListDomainNames = call("ListDomainNames")
	DescribeDomains = call("DescribeDomains")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "OpenSearch", Op: op, Needs: []string{"es:" + op}}
}
