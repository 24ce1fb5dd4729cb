package access

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"unicode/utf8"
)

// Bounds of what Parse reads. The largest quota of any policy in AWS is far below (an S3 bucket policy has 20 KB, an
// IAM Roles Anywhere or VPC endpoint policy 20,480 characters).
const (
	maxBytes  = 1 << 20
	maxDepth  = 16
	maxValues = 20_000
)

// SyntaxError says where and why a document cannot be read as a policy.
type SyntaxError struct {
	Pos  Pos
	Text string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("policy line %d column %d: %s", e.Pos.Line, e.Pos.Column, e.Text)
}

type nodeKind uint8

const (
	nodeNull nodeKind = iota
	nodeString
	nodeNumber
	nodeBool
	nodeList
	nodeObject
)

// node is a JSON value with its place. Objects keep their order and their repeated keys.
type node struct {
	kind  nodeKind
	text  string // of a string, number or bool
	pos   Pos
	items []node   // of a list or an object
	keys  []string // of an object, one per item
	at    []Pos    // places of the keys
}

// scalar reports whether the node can stand for a string: AWS accepts numbers and booleans where it expects text.
func (n *node) scalar() bool {
	return n.kind == nodeString || n.kind == nodeNumber || n.kind == nodeBool
}

type reader struct {
	src    []byte
	dec    *json.Decoder
	lines  []int // offsets of line starts
	values int
}

func readJSON(src []byte) (*node, *reader, error) {
	r := &reader{src: src, lines: []int{0}}
	for i, b := range src {
		if b == '\n' {
			r.lines = append(r.lines, i+1)
		}
	}
	if len(src) > maxBytes {
		return nil, r, r.fail(0, fmt.Sprintf("the document has %d bytes; a policy has at most %d, so this is none", len(src), maxBytes))
	}
	if !utf8.Valid(src) {
		return nil, r, r.fail(0, "the document is not UTF-8 text")
	}
	r.dec = json.NewDecoder(bytes.NewReader(src))
	r.dec.UseNumber()
	n, err := r.value(0)
	if err != nil {
		return nil, r, err
	}
	start := r.next()
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, r, r.fail(start, "text after the end of the policy; remove it")
	}
	return n, r, nil
}

func (r *reader) pos(offset int) Pos {
	i := sort.SearchInts(r.lines, offset+1) - 1
	return Pos{Line: i + 1, Column: offset - r.lines[i] + 1}
}

func (r *reader) fail(offset int, text string) error {
	return &SyntaxError{Pos: r.pos(min(offset, len(r.src))), Text: text}
}

// next is the offset of the token that the decoder will read next.
func (r *reader) next() int {
	i := int(r.dec.InputOffset())
	for i < len(r.src) && bytes.IndexByte([]byte(" \t\r\n,:"), r.src[i]) >= 0 {
		i++
	}
	return i
}

func (r *reader) token() (json.Token, int, error) {
	start := r.next()
	t, err := r.dec.Token()
	if err == nil {
		return t, start, nil
	}
	var syn *json.SyntaxError
	switch {
	case errors.As(err, &syn):
		return nil, start, r.fail(max(int(syn.Offset)-1, start), "not JSON: "+syn.Error())
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, start, r.fail(len(r.src), "the document ends too early; a bracket or a quote is not closed")
	}
	return nil, start, r.fail(start, "not JSON: "+err.Error())
}

func (r *reader) value(depth int) (*node, error) {
	t, start, err := r.token()
	if err != nil {
		return nil, err
	}
	if r.values++; r.values > maxValues {
		return nil, r.fail(start, fmt.Sprintf("more than %d values; no AWS policy is that large", maxValues))
	}
	n := &node{pos: r.pos(start)}
	switch v := t.(type) {
	case nil:
		n.kind = nodeNull
	case string:
		n.kind, n.text = nodeString, v
	case json.Number:
		n.kind, n.text = nodeNumber, v.String()
	case bool:
		n.kind, n.text = nodeBool, fmt.Sprint(v)
	case json.Delim:
		if depth >= maxDepth {
			return nil, r.fail(start, fmt.Sprintf("nested deeper than %d levels; a policy needs six", maxDepth))
		}
		if v == '{' {
			n.kind = nodeObject
			return n, r.object(n, depth)
		}
		n.kind = nodeList
		return n, r.list(n, depth)
	}
	return n, nil
}

func (r *reader) list(n *node, depth int) error {
	for r.dec.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.items = append(n.items, *item)
	}
	_, _, err := r.token()
	return err
}

func (r *reader) object(n *node, depth int) error {
	for r.dec.More() {
		t, start, err := r.token()
		if err != nil {
			return err
		}
		key, ok := t.(string)
		if !ok {
			return r.fail(start, "an object's key must be a string")
		}
		item, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.keys = append(n.keys, key)
		n.at = append(n.at, r.pos(start))
		n.items = append(n.items, *item)
	}
	_, _, err := r.token()
	return err
}
