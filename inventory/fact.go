package inventory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unique"
)

// A Fact is one answer as AWS gave it, or the gap where the answer should be. Its zero value was never read.
//
// Which call brings a fact, and its path in that call's answer, are static: they stand in the struct tags of the
// resource that holds it (see Type), so a fact carries only a pointer to that description.
type Fact[V any] struct {
	value  V
	known  bool
	source *Source
	gap    *Gap
}

// A Source names where a fact comes from.
type Source struct {
	Call *Call  // the operation that answers it
	Path string // its place in the answer, in the API's own names: "MetadataOptions.HttpTokens"
}

// Known returns a fact with the value that AWS reported.
func Known[V any](v V) Fact[V] { return Fact[V]{value: v, known: true} }

// Missing returns a fact that could not be read.
func Missing[V any](g *Gap) Fact[V] { return Fact[V]{gap: g} }

// FromPtr returns the pointed-to value as a fact, and a nil pointer as a gap: an answer that lacks a field has not
// said anything about it. Where AWS documents what the absence of a field means, use Known with that meaning.
func FromPtr[V any](p *V) Fact[V] {
	if p == nil {
		return Fact[V]{gap: omitted}
	}
	return Known(*p)
}

// FromEnum is FromPtr for the SDK's string enums, whose zero value is the empty string.
func FromEnum[V ~string](v V) Fact[string] {
	if v == "" {
		return Fact[string]{gap: omitted}
	}
	return Known(string(v))
}

// omitted is the gap of every answered call that lacks a field; binding replaces it by one that names the call.
var omitted = &Gap{Class: Omitted}

// Get returns the value, or a gap that is never nil when there is no value.
func (f Fact[V]) Get() (V, *Gap) {
	if f.known {
		return f.value, nil
	}
	var zero V
	if f.gap != nil && f.gap != omitted {
		return zero, f.gap
	}
	g := &Gap{}
	if f.gap == omitted {
		g.Class = Omitted
	}
	if f.source != nil {
		g.Call, g.Detail = f.source.Call.String(), f.source.Path
		if g.Class == NotAsked {
			g.Needs = f.source.Call.Needs
		}
	}
	return zero, g
}

// Or returns the value, or v when there is none. It is for naming and display; a check uses Read or Peek.
func (f Fact[V]) Or(v V) V {
	if f.known {
		return f.value
	}
	return v
}

// Known reports whether the fact has a value.
func (f Fact[V]) Known() bool { return f.known }

// Source returns where the fact comes from, or nil before its resource was bound.
func (f Fact[V]) Source() *Source { return f.source }

// IsZero reports whether the fact was never read, so that omitzero leaves it out of a snapshot.
func (f Fact[V]) IsZero() bool { return !f.known && f.gap == nil }

func (f *Fact[V]) bind(s *Source) { f.source = s }

// MarshalJSON writes a value as an array of one, which no gap can look like.
func (f Fact[V]) MarshalJSON() ([]byte, error) {
	if !f.known {
		if f.gap == nil {
			return []byte("null"), nil
		}
		return json.Marshal(f.gap)
	}
	b, err := json.Marshal(f.value)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(b)+2)
	return append(append(append(out, '['), b...), ']'), nil
}

// UnmarshalJSON reads what MarshalJSON wrote; anything else is an error.
func (f *Fact[V]) UnmarshalJSON(b []byte) error {
	*f = Fact[V]{source: f.source}
	switch {
	case bytes.Equal(b, []byte("null")):
		return nil
	case len(b) > 2 && b[0] == '[':
		f.known = true
		return unmarshalValue(b[1:len(b)-1], &f.value)
	case len(b) > 0 && b[0] == '{':
		g := new(Gap)
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		if err := d.Decode(g); err != nil {
			return fmt.Errorf("gap: %w", err)
		}
		if g.Class == Omitted && g.Call == "" {
			g = omitted
		}
		f.gap = g
		return nil
	}
	return fmt.Errorf("a fact is [value], a gap object or null, not %.20q", b)
}

// unmarshalValue decodes strings, booleans and integers without the reflection of encoding/json:
// they are nine tenths of a snapshot.
func unmarshalValue(b []byte, v any) error {
	switch p := v.(type) {
	case *string:
		if s, ok := plainString(b); ok {
			*p = s
			if len(s) <= internMax {
				*p = unique.Make(s).Value()
			}
			return nil
		}
	case *bool:
		switch string(b) {
		case "true":
			*p = true
			return nil
		case "false":
			return nil
		}
	}
	return json.Unmarshal(b, v)
}

// internMax is the length up to which equal values of facts share their memory: "running", "default" and the like stand
// in every one of a hundred thousand instances.
const internMax = 64

// plainString returns the content of a JSON string that has no escapes.
func plainString(b []byte) (string, bool) {
	if len(b) < 2 || b[0] != '"' || b[len(b)-1] != '"' || bytes.IndexByte(b, '\\') >= 0 {
		return "", false
	}
	s := b[1 : len(b)-1]
	if bytes.IndexByte(s, '"') >= 0 {
		return "", false
	}
	return string(s), true
}
