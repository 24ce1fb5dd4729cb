package access

import "strings"

// template is a policy value that may hold policy variables such as ${aws:username} or ${aws:PrincipalTag/team, 'none'}.
type template struct {
	// fixed is the pattern when the value has no variable.
	fixed glob
	plain string // the text when fixed has no wildcard
	exact bool
	parts []part // set when the value has variables
}

type part struct {
	text     glob
	variable string // lower-case key, "" for text
	fallback string
	has      bool // a fallback is given
}

// compileTemplate reads a value. With wildcards, * and ? are patterns; with variables, ${...} is expanded, where
// ${*}, ${?} and ${$} stand for the character itself. Source: IAM user guide, "Variables and tags".
func compileTemplate(s string, wildcards, variables bool) template {
	read := literal
	if wildcards {
		read = wild
	}
	var parts []part
	var text glob
	dynamic := false
	for variables {
		i := strings.Index(s, "${")
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '}')
		if j < 0 {
			break
		}
		text = append(text, read(s[:i])...)
		body := s[i+2 : i+j]
		switch {
		case body == "*" || body == "?" || body == "$":
			text = append(text, literal(body)...)
		case !strings.Contains(body, ":"):
			text = append(text, literal(s[i:i+j+1])...) // no key: stands for itself
		default:
			key, fallback, has := strings.Cut(body, ",")
			fallback = strings.Trim(strings.TrimSpace(fallback), "'")
			parts = append(parts, part{text: text}, part{variable: strings.ToLower(strings.TrimSpace(key)), fallback: fallback, has: has})
			text, dynamic = nil, true
		}
		s = s[i+j+1:]
	}
	text = append(text, read(s)...)
	if dynamic {
		return template{parts: append(parts, part{text: text})}
	}
	plain, exact := text.text()
	return template{fixed: text, plain: plain, exact: exact}
}

// expand gives the pattern for a request: ok is no if a variable has no value there, and maybe if its value is not
// known. A variable with several values has none, as IAM does not expand multivalued keys.
func (t template) expand(ctx *Context) (glob, truth) {
	if t.parts == nil {
		return t.fixed, yes
	}
	var out glob
	for _, p := range t.parts {
		if p.variable == "" {
			out = append(out, p.text...)
			continue
		}
		values, known := ctx.lookup(p.variable)
		switch {
		case !known:
			return nil, maybe
		case len(values) == 1:
			out = append(out, literal(values[0])...)
		case p.has:
			out = append(out, literal(p.fallback)...)
		default:
			return nil, no
		}
	}
	return out, yes
}

// loose is the pattern with every variable as a wildcard.
func (t template) loose() glob {
	if t.parts == nil {
		return t.fixed
	}
	var out glob
	for _, p := range t.parts {
		if p.variable != "" {
			out = append(out, anyRun)
		} else {
			out = append(out, p.text...)
		}
	}
	return out
}

// compile prepares the statement for matching.
func (s *Statement) compile(variables bool) {
	s.action, s.notAction = actionPatterns(s.Action), actionPatterns(s.NotAction)
	for _, v := range s.Resource {
		s.resource = append(s.resource, compileTemplate(v.Text, true, variables))
	}
	for _, v := range s.NotResource {
		s.notResource = append(s.notResource, compileTemplate(v.Text, true, variables))
	}
	for i := range s.Conditions {
		c := &s.Conditions[i]
		for _, v := range c.Values {
			t := compileTemplate(v.Text, c.Operator.base == opLike || c.Operator.base == opArn, variables)
			if c.Operator.base == opArn {
				t.fixed = t.fixed.arn()
			}
			c.templates = append(c.templates, t)
		}
	}
}
