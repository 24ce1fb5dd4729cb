// Package apigateway collects what Amazon API Gateway says of the REST APIs of an account and region, with their stages.
// Types and facts keep the names of the API reference (https://docs.aws.amazon.com/apigateway/latest/api). This is the only
// package that links the API Gateway client. APIs of the HTTP and WebSocket kinds belong to another service, apigatewayv2.
//
// # Calls
//
// GetRestApis lists 500 in a page, each with its resource policy and endpoint types. GetStages answers for one API, without
// pages and without a batch form: 20 APIs are 1 + 20 calls, and 1 where no check of stages is selected. API Gateway allows
// 10 calls a second for the whole account.
package apigateway

import "demarc/inventory"

// The calls of API Gateway. Its management actions are named for the HTTP method (Service Authorization Reference, "Actions
// for Amazon API Gateway Management").
var (
	GetRestApis = call("GetRestApis")
	GetStages   = call("GetStages")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "API Gateway", Op: op, Needs: []string{"apigateway:GET"}}
}
