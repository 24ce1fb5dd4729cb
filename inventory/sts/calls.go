// Package sts tells which account a scan runs in, and builds the configuration it runs with: it finds the credentials
// by the SDK's conventions and takes on another role where one is asked for.
package sts

import "demarc/inventory"

// GetCallerIdentity says whose credentials these are. It needs no permission: AWS answers it even where a policy
// denies it (STS API Reference, GetCallerIdentity).
var GetCallerIdentity = &inventory.Call{Service: "STS", Op: "GetCallerIdentity"}
