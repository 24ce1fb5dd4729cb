// Package codebuild collects what AWS CodeBuild says of the build projects and report groups of an account and region.
// Types and facts keep the names of the API reference (https://docs.aws.amazon.com/codebuild/latest/APIReference). This
// is the only package that links the CodeBuild client.
//
// # Calls
//
// The lists tell names alone, 100 in a page, and the batch forms take 100 of them: 250 projects are 3 ListProjects and 3
// BatchGetProjects, with tags and all. Builds are not asked for.
package codebuild

import "demarc/inventory"

// The calls of CodeBuild (Service Authorization Reference, "Actions for AWS CodeBuild").
var (
	ListProjects         = call("ListProjects")
	BatchGetProjects     = call("BatchGetProjects")
	ListReportGroups     = call("ListReportGroups")
	BatchGetReportGroups = call("BatchGetReportGroups")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "CodeBuild", Op: op, Needs: []string{"codebuild:" + op}}
}
