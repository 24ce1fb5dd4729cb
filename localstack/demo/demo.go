// Package demo is the account of a company that does not exist: Halden Freight, a carrier with a booking portal, a
// warehouse system, a payroll it keeps on single-tenant hardware, and ten years of decisions that nobody revisited.
//
// Every tenancy, every abstraction level and every check has a resource here that complies and one that does not, and
// the auditor's role lacks a few permissions, so that unknowns show. The folder account holds answers in the shape
// that the AWS CLI prints; README.md says who is who.
package demo

import (
	"embed"
	"io/fs"
)

//go:embed account
var files embed.FS

// Account returns the demo account's answers, in the layout that localstack.New takes.
func Account() fs.FS {
	sub, err := fs.Sub(files, "account")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
