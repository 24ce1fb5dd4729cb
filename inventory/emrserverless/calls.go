// Package emrserverless collects what Amazon EMR Serverless says of the applications of an account and region. Types and
// facts keep the names of the API reference (https://docs.aws.amazon.com/emr-serverless/latest/APIReference). This is the
// only package that links the EMR Serverless client.
//
// # Calls
//
// ListApplications, at 50 applications a page and without those that are terminated, tells names, states and releases
// alone. The network, the images, the logs and the keys are in GetApplication, which takes one application and has no
// batch form: 20 applications are 21 calls. Job runs, of which an application has any number, are not asked for.
package emrserverless

import "demarc/inventory"

// The calls of EMR Serverless (Service Authorization Reference, "Actions for Amazon EMR Serverless").
var (
	ListApplications = call("ListApplications")
	GetApplication   = call("GetApplication")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "EMR Serverless", Op: op, Needs: []string{"emr-serverless:" + op}}
}
