// Package lightsail judges the instances, databases, buckets and container services of Amazon Lightsail.
package lightsail

import "demarc/checks"

// Checks lists every check of Lightsail, sorted by id.
var Checks = []checks.Checker{
	BucketAccessLogging,
	BucketNotPublic,
	ContainerServiceNoSecrets,
	DatabaseBackups,
	DatabaseNotPublic,
	InstanceIMDSv2,
	InstanceOSSupported,
	InstancePortsClosed,
	InstanceSnapshots,
}
