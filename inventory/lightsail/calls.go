// Package lightsail collects what Amazon Lightsail says of the instances, databases, buckets and container services of an
// account and region. Types and facts keep the names of the API reference
// (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference). This is the only package that links the Lightsail
// client.
//
// # Calls
//
// Each kind costs one listing. The answer of GetInstances has the firewall of each instance with it, so that
// GetInstancePortStates, which answers one instance at a time, is not asked for.
package lightsail

import "demarc/inventory"

// The calls of Lightsail (Service Authorization Reference, "Actions for Amazon Lightsail").
var (
	GetInstances           = call("GetInstances")
	GetRelationalDatabases = call("GetRelationalDatabases")
	GetBuckets             = call("GetBuckets")
	GetContainerServices   = call("GetContainerServices")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "Lightsail", Op: op, Needs: []string{"lightsail:" + op}}
}
