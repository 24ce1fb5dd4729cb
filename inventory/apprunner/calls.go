// Package apprunner collects what AWS App Runner says of the services of an account and region. Types and facts keep the
// names of the API reference (https://docs.aws.amazon.com/apprunner/latest/api). This is the only package that links the
// App Runner client.
//
// # Calls
//
// ListServices tells names and states alone, so that each service costs one DescribeService, for which there is no batch
// form: 20 services are 21 calls.
package apprunner

import "demarc/inventory"

// The calls of App Runner (Service Authorization Reference, "Actions for AWS App Runner").
var (
	ListServices    = call("ListServices")
	DescribeService = call("DescribeService")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "AppRunner", Op: op, Needs: []string{"apprunner:" + op}}
}
