package report

import (
	"io"

	"demarc/checks"
)

// A Format is one way of writing a ledger.
type Format struct {
	// Name is how it is chosen.
	Name string
	// About says in a few words what it is for.
	About string
	// Write writes a ledger. It returns the writer's error, and no other.
	Write func(io.Writer, *checks.Ledger, Options) error
}

// Formats returns all formats, sorted by name.
func Formats() []Format {
	return []Format{
		{"json", "one document, described by a JSON Schema", JSON},
		{"text", "for a person at a terminal", Text},
	}
}
