// Package secretsmanager collects what AWS Secrets Manager says of the secrets of an account and region. Types and facts
// keep the names of the API reference (https://docs.aws.amazon.com/secretsmanager/latest/apireference). Values of secrets
// are never read: no call here can. This is the only package that links the Secrets Manager client.
//
// # Calls
//
// ListSecrets answers 100 secrets in a page, with key, rotation and dates, so that no secret has to be described. Policies
// come one at a time from GetResourcePolicy, which is made only where a check reads them; there is no batch form, and the
// list does not tell which secrets have one. 200 secrets are 202 calls.
package secretsmanager

import "demarc/inventory"

// The calls of Secrets Manager (Service Authorization Reference, "Actions for AWS Secrets Manager").
var (
	ListSecrets       = call("ListSecrets")
	GetResourcePolicy = call("GetResourcePolicy")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "Secrets Manager", Op: op, Needs: []string{"secretsmanager:" + op}}
}
