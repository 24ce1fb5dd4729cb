package access

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// The versions of the policy language.
const (
	version2008 = "2008-10-17"
	version2012 = "2012-10-17"
)

// Parse reads a policy document. It accepts all that AWS accepts: a string or a list for each element, a single
// statement object, either version or none, keys in any case, numbers and booleans where text is expected. What can be
// read but would be refused or ignored by AWS is listed in Document.Problems. A *SyntaxError says with line and column
// why a text cannot be read at all. Source: IAM user guide, "Grammar of the IAM JSON policy language".
func Parse(src []byte) (*Document, error) {
	root, _, err := readJSON(src)
	if err != nil {
		return nil, err
	}
	if root.kind != nodeObject {
		return nil, &SyntaxError{root.pos, "a policy is an object with a Statement element"}
	}
	p := &parser{doc: &Document{Version: version2008}}
	if err := p.document(root); err != nil {
		return nil, err
	}
	return p.doc, nil
}

// ParseEncoded reads a document that is URL-encoded after RFC 3986, as the IAM API returns it (GetPolicyVersion,
// GetAccountAuthorizationDetails, AssumeRolePolicyDocument). A text that begins with "{" is taken as not encoded.
func ParseEncoded(text string) (*Document, error) {
	if len(text) > 3*maxBytes {
		return nil, &SyntaxError{Pos{1, 1}, fmt.Sprintf("the document has %d bytes; no AWS policy is that large", len(text))}
	}
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		return Parse([]byte(text))
	}
	plain, err := url.PathUnescape(text)
	if err != nil {
		return nil, &SyntaxError{Pos{1, 1}, "the document is not URL-encoded text: " + err.Error()}
	}
	return Parse([]byte(plain))
}

type parser struct {
	doc *Document
}

func (p *parser) problem(at Pos, format string, args ...any) {
	p.named("malformed", at, format, args...)
}

func (p *parser) named(name string, at Pos, format string, args ...any) {
	p.doc.Problems = append(p.doc.Problems, Problem{name, at, fmt.Sprintf(format, args...)})
}

// element calls set for each key of an object, by its canonical name, and refuses repeated keys, because it is not
// defined which of them would count.
func (p *parser) element(n *node, names []string, set func(name string, v *node, at Pos) error) error {
	var seen []string
	for i := range n.items {
		j := slices.IndexFunc(names, func(s string) bool { return strings.EqualFold(s, n.keys[i]) })
		if j < 0 {
			p.problem(n.at[i], "%q is not an element of a policy; AWS refuses it", clip(n.keys[i]))
			continue
		}
		if names[j] != n.keys[i] {
			p.problem(n.at[i], "element %q is written %q", n.keys[i], names[j])
		}
		if slices.Contains(seen, names[j]) {
			return &SyntaxError{n.at[i], fmt.Sprintf("element %s is repeated; keep one", names[j])}
		}
		seen = append(seen, names[j])
		if err := set(names[j], &n.items[i], n.at[i]); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) document(root *node) error {
	found := false
	var statements *node
	err := p.element(root, []string{"Version", "Id", "Statement"}, func(name string, v *node, at Pos) error {
		switch name {
		case "Version":
			if !v.scalar() {
				return &SyntaxError{v.pos, "Version is " + version2012 + " or " + version2008}
			}
			if p.doc.Version = v.text; v.text != version2008 && v.text != version2012 {
				p.problem(v.pos, "Version %q does not exist; AWS refuses it, read as %s", clip(v.text), version2012)
				p.doc.Version = version2012
			}
		case "Id":
			if !v.scalar() {
				return &SyntaxError{v.pos, "Id is a string"}
			}
			p.doc.ID = v.text
		case "Statement":
			statements, found = v, true
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case !found:
		return &SyntaxError{root.pos, "the policy has no Statement element"}
	case statements.kind == nodeObject:
		return p.statement(statements)
	case statements.kind != nodeList:
		return &SyntaxError{statements.pos, "Statement is an object or a list of objects"}
	}
	for i := range statements.items {
		if statements.items[i].kind != nodeObject {
			return &SyntaxError{statements.items[i].pos, "a statement is an object"}
		}
		if err := p.statement(&statements.items[i]); err != nil {
			return err
		}
	}
	return nil
}

var statementElements = []string{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}

func (p *parser) statement(n *node) error {
	s := Statement{Index: len(p.doc.Statements), Pos: n.pos}
	err := p.element(n, statementElements, func(name string, v *node, at Pos) (err error) {
		switch name {
		case "Sid":
			if !v.scalar() {
				return &SyntaxError{v.pos, "Sid is a string"}
			}
			s.Sid = v.text
		case "Effect":
			s.Effect, err = p.effect(v)
		case "Principal":
			s.Principal, err = p.principals(v)
		case "NotPrincipal":
			s.NotPrincipal, err = p.principals(v)
		case "Action":
			s.Action, err = p.strings(v, name)
		case "NotAction":
			s.NotAction, err = p.strings(v, name)
		case "Resource":
			s.Resource, err = p.strings(v, name)
			s.noResource = s.noResource || len(s.Resource) == 0
		case "NotResource":
			s.NotResource, err = p.strings(v, name)
			s.noResource = s.noResource || len(s.NotResource) == 0
		case "Condition":
			s.Conditions, err = p.conditions(v)
		}
		return err
	})
	if err != nil {
		return err
	}
	p.review(&s)
	s.compile(p.doc.Version == version2012)
	p.doc.Statements = append(p.doc.Statements, s)
	return nil
}

// review notes what a statement lacks or has twice.
func (p *parser) review(s *Statement) {
	if s.Effect == "" {
		p.problem(s.Pos, "the statement has no Effect; AWS refuses it")
	}
	if len(s.Action) == 0 && len(s.NotAction) == 0 {
		p.problem(s.Pos, "the statement names no action, so it grants and denies nothing; AWS refuses it")
	}
	if len(s.Action) > 0 && len(s.NotAction) > 0 {
		p.problem(s.Pos, "the statement has both Action and NotAction; AWS refuses it")
	}
	if s.noResource {
		p.problem(s.Pos, "the list of resources is empty, so the statement matches none; AWS refuses it")
	}
	if len(s.Resource) > 0 && len(s.NotResource) > 0 {
		p.problem(s.Pos, "the statement has both Resource and NotResource; AWS refuses it")
	}
	if s.Principal != nil && s.NotPrincipal != nil {
		p.problem(s.Pos, "the statement has both Principal and NotPrincipal; AWS refuses it")
	}
	if s.NotPrincipal != nil && s.Effect == Allow {
		p.named("not_principal_allow", s.Pos, "NotPrincipal with Allow grants everyone else, strangers included; AWS no longer accepts it")
	}
}

func (p *parser) effect(v *node) (Effect, error) {
	for _, e := range []Effect{Allow, Deny} {
		if v.scalar() && strings.EqualFold(strings.TrimSpace(v.text), string(e)) {
			if v.text != string(e) {
				p.problem(v.pos, "Effect %q is written %q; AWS compares it with case", clip(v.text), e)
			}
			return e, nil
		}
	}
	return "", &SyntaxError{v.pos, "Effect is Allow or Deny"}
}

// strings reads a string or a list of strings.
func (p *parser) strings(v *node, name string) ([]Value, error) {
	switch {
	case v.scalar():
		return []Value{{v.text, v.pos}}, nil
	case v.kind != nodeList:
		return nil, &SyntaxError{v.pos, name + " is a string or a list of strings"}
	}
	out := make([]Value, 0, len(v.items))
	for i := range v.items {
		if !v.items[i].scalar() {
			return nil, &SyntaxError{v.items[i].pos, name + " is a string or a list of strings"}
		}
		out = append(out, Value{v.items[i].text, v.items[i].pos})
	}
	return out, nil
}
