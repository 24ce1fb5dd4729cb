package localstack

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"demarc/localstack/wire"
)

// Damage is a way in which a good answer arrives broken.
type Damage string

const (
	// Empty sends status 200 and no body.
	Empty Damage = "empty"
	// Truncated sends the first half of the body as if it were all.
	Truncated Damage = "truncated"
	// Garbage sends a body that is in no format.
	Garbage Damage = "garbage"
	// HTML sends the error page of a web server with status 500, as moto does for operations that it lacks.
	HTML Damage = "html"
	// HangUp closes the connection without an answer.
	HangUp Damage = "hang-up"
	// RepeatToken answers a page with the token that it was asked with: a loop for a careless client.
	RepeatToken Damage = "repeat-token"
	// DropToken says that there is more, but not how to get it. Where only a token says that there is more, the
	// answer looks complete and nobody can tell.
	DropToken Damage = "drop-token"
)

// page damages the output before it is encoded.
func (d Damage) page(c *call, output map[string]any) {
	p := c.Operation.Page
	if p == nil || output == nil {
		return
	}
	switch d {
	case RepeatToken:
		if asked, ok := c.Input[p.In].(string); ok {
			putValue(output, p.Out, asked)
			if p.More != "" {
				putValue(output, p.More, true)
			}
		}
	case DropToken:
		delete(output, p.Out)
	}
}

// body damages the encoded answer.
func (d Damage) body(r *wire.Response) {
	switch d {
	case Empty:
		r.Body = nil
	case Truncated:
		r.Body = r.Body[:len(r.Body)/2]
	case Garbage:
		r.Body = []byte("\x00\xff}]<not/an>answer")
	case HTML:
		r.Status = http.StatusInternalServerError
		r.Header.Set("Content-Type", "text/html; charset=utf-8")
		r.Body = []byte("<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n" +
			strings.Repeat("<p>The server encountered an internal error.</p>\n", 2))
	}
}

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
