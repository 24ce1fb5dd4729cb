package access

import (
	"fmt"
	"slices"
	"strings"
)

var principalKinds = []PrincipalKind{KindAWS, KindService, KindFederated, KindCanonical}

func (p *parser) principals(v *node) (*Principals, error) {
	out := &Principals{}
	if v.scalar() {
		if v.text != "*" {
			p.problem(v.pos, "a principal other than * stands under AWS, Service, Federated or CanonicalUser; read as AWS")
		}
		p.entry(out, KindAWS, Value{v.text, v.pos})
		return out, nil
	}
	if v.kind == nodeList {
		vs, err := p.strings(v, "Principal")
		p.problem(v.pos, "a list of principals stands under AWS, Service, Federated or CanonicalUser; read as AWS")
		for _, e := range vs {
			p.entry(out, KindAWS, e)
		}
		return out, err
	}
	if v.kind != nodeObject {
		return nil, &SyntaxError{v.pos, `Principal is "*" or an object of AWS, Service, Federated, CanonicalUser`}
	}
	for i := range v.items {
		j := slices.IndexFunc(principalKinds, func(k PrincipalKind) bool { return strings.EqualFold(string(k), v.keys[i]) })
		if j < 0 {
			p.problem(v.at[i], "%q is no kind of principal (AWS, Service, Federated, CanonicalUser); it names nobody", clip(v.keys[i]))
			continue
		}
		vs, err := p.strings(&v.items[i], string(principalKinds[j]))
		if err != nil {
			return nil, err
		}
		for _, e := range vs {
			p.entry(out, principalKinds[j], e)
		}
	}
	return out, nil
}

func (p *parser) entry(out *Principals, kind PrincipalKind, v Value) {
	if kind == KindAWS && v.Text == "*" {
		out.Everyone = true
	}
	if kind == KindAWS && v.Text != "*" && strings.ContainsAny(v.Text, "*?") {
		p.problem(v.Pos, "a wildcard inside a principal's ARN is refused by AWS; name the account and use aws:PrincipalArn")
	}
	out.Entries = append(out.Entries, PrincipalEntry{kind, v})
}

// conditions flattens operator -> key -> values.
func (p *parser) conditions(v *node) ([]Condition, error) {
	if v.kind == nodeList && len(v.items) == 0 || v.kind == nodeNull {
		return nil, nil
	}
	if v.kind != nodeObject {
		return nil, &SyntaxError{v.pos, "Condition is an object of operators"}
	}
	var out []Condition
	if i := repeated(v.keys); i >= 0 {
		return nil, &SyntaxError{v.at[i], fmt.Sprintf("operator %q is repeated; it is not defined which block counts", clip(v.keys[i]))}
	}
	for i := range v.items {
		block := &v.items[i]
		if block.kind != nodeObject {
			return nil, &SyntaxError{block.pos, "a condition operator holds an object of keys"}
		}
		if k := repeated(block.keys); k >= 0 {
			return nil, &SyntaxError{block.at[k], fmt.Sprintf("key %q is repeated under its operator; put its values into one list", clip(block.keys[k]))}
		}
		op, ok := parseOperator(v.keys[i])
		if !ok {
			p.named("unknown_operator", v.at[i], "%q is not a condition operator; AWS refuses it, so it is read as no restriction", clip(v.keys[i]))
		}
		for j := range block.items {
			c := Condition{Operator: op, Key: block.keys[j], Pos: block.at[j], key: strings.ToLower(block.keys[j]), void: !ok}
			values, err := p.strings(&block.items[j], "a condition's value")
			if err != nil {
				p.problem(block.items[j].pos, "a condition's value is a string or a list of strings; AWS refuses this one")
				c.void = true
			}
			c.Values = values
			p.reviewCondition(&c)
			out = append(out, c)
		}
	}
	return out, nil
}

// repeated is the index of the first name that an earlier one equals but for case, or -1.
func repeated(names []string) int {
	seen := map[string]bool{}
	for i, n := range names {
		if seen[lower(n)] {
			return i
		}
		seen[lower(n)] = true
	}
	return -1
}

func (p *parser) reviewCondition(c *Condition) {
	if c.Operator.base != opArn || len(c.Values) == 0 {
		return
	}
	for _, v := range c.Values {
		if strings.HasPrefix(v.Text, "${") || (strings.HasPrefix(v.Text, "arn:") && strings.Count(v.Text, ":") >= 4) {
			return
		}
	}
	p.problem(c.Pos, "%s compares ARNs and none of its values is one, so it restricts nothing that can be relied on", c.Operator.Name)
	c.void = true
}

// clip shortens hostile text for a message.
func clip(s string) string {
	const limit = 60
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "..."
}
