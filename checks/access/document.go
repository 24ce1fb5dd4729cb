package access

import (
	"strconv"
	"strings"
)

// Effect is what a statement does when it matches. The zero value is no effect: such a statement decides nothing.
type Effect string

// The two effects that IAM knows.
const (
	Allow Effect = "Allow"
	Deny  Effect = "Deny"
)

// Pos is a place in the text of a document. Line and Column count from 1, Column in bytes; the zero value is "no place".
type Pos struct {
	Line, Column int
}

// Document is a parsed policy. It is immutable: share it freely between goroutines.
type Document struct {
	// Version is "2012-10-17" or "2008-10-17"; a document without the element has the older one, as IAM defines.
	// Only the newer version expands policy variables.
	Version    string
	ID         string
	Statements []Statement
	// Problems lists what AWS would refuse or ignore in the document although it could be read.
	Problems []Problem
}

// Problem is something in a document that AWS refuses or that has no effect, with its place.
type Problem struct {
	// Name is the name that Lint gives the problem: "malformed", "unknown_operator" or "not_principal_allow".
	Name string
	Pos  Pos
	Text string
}

// Statement is one statement of a policy. Of each pair (Principal and NotPrincipal, Action and NotAction, Resource and
// NotResource) a valid statement has at most one.
type Statement struct {
	// Index counts from 0 in the document's order.
	Index  int
	Sid    string
	Effect Effect
	Pos    Pos

	Principal    *Principals
	NotPrincipal *Principals
	Action       []Value
	NotAction    []Value
	Resource     []Value
	NotResource  []Value
	Conditions   []Condition

	// noResource is true if the element is there with an empty list: the statement matches no resource.
	noResource bool
	// compiled forms, filled by Parse
	action, notAction     patterns
	resource, notResource []template
}

// Name is how messages call the statement: its Sid, or its number from 1.
func (s *Statement) Name() string {
	if s.Sid != "" {
		return s.Sid
	}
	return "statement " + strconv.Itoa(s.Index+1)
}

// Value is one string of a policy with its place.
type Value struct {
	Text string
	Pos  Pos
}

// PrincipalKind is the key under which a principal is named.
type PrincipalKind string

// The kinds of principals of a policy.
const (
	KindAWS       PrincipalKind = "AWS"
	KindService   PrincipalKind = "Service"
	KindFederated PrincipalKind = "Federated"
	KindCanonical PrincipalKind = "CanonicalUser"
)

// Principals is the Principal or NotPrincipal element.
type Principals struct {
	// Everyone is true for "*" and {"AWS": "*"}, which IAM treats alike.
	Everyone bool
	Entries  []PrincipalEntry
}

// PrincipalEntry is one principal as the document names it.
type PrincipalEntry struct {
	Kind PrincipalKind
	Value
}

// Condition is one key under one operator.
type Condition struct {
	Operator Operator
	// Key as written; keys are compared without case.
	Key    string
	Values []Value
	Pos    Pos

	key       string // lower case
	templates []template
	// void is true when AWS refuses the condition (no such operator, no usable value). Such a condition never protects:
	// in an Allow it restricts nothing, in a Deny it matches nothing.
	void bool
}

// texts returns the values' texts.
func texts(vs []Value) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = v.Text
	}
	return out
}

// String writes the condition as a short phrase for messages.
func (c Condition) String() string {
	return c.Operator.Name + " " + c.Key + " " + strings.Join(texts(c.Values), "|")
}
