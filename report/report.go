// Package report writes a finished ledger in the formats that people and machines read. A format is one file with one
// pure function; it adds nothing to the ledger and takes nothing from anywhere else.
package report

import "demarc/checks"

// Options are what a reader may want differently. The zero value gives a plain, narrow text in which every failure
// counts.
type Options struct {
	// FailOn is the least severity that counts as a failure of the scan; the zero value counts all.
	FailOn checks.Severity
	// AllowUnknown accepts a scan with unknown results or incomplete coverage.
	AllowUnknown bool
	// IncludePass lists the passes too. The ledger must have been made with them (checks.Options.KeepPass).
	IncludePass bool
	// Verbose lists everything that a text would cut short.
	Verbose bool
	// Width is how many characters fit a line of text; 0 means any number.
	Width int
	// Color writes text with colours.
	Color bool
}
