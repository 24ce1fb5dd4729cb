package wire

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// decodeQuery reads a form of the query or ec2 protocol.
func (t *Table) decodeQuery(form url.Values, signing string) (*Request, error) {
	req := &Request{Protocol: Query, OperationName: form.Get("Action")}
	if signing == "ec2" {
		req.Protocol = EC2
	}
	version := form.Get("Version")
	err := t.find(req, func(e entry) bool { return e.Signing == signing && (version == "" || e.Version == version) })
	if err != nil {
		return req, err
	}
	f := formReader{form: form, used: map[string]bool{"Action": true, "Version": true}, ec2: req.Protocol == EC2}
	input, ferr := f.structure(req.Operation.Input, "")
	if ferr == nil {
		ferr = f.unused()
	}
	if ferr != nil {
		return req, ferr
	}
	req.Input = input
	return req, nil
}

// formReader takes a structure out of flattened form parameters such as Filter.1.Value.2 and remembers which
// ones it used, so that none is silently ignored.
type formReader struct {
	form url.Values
	used map[string]bool
	ec2  bool
}

func (f *formReader) structure(shape *Shape, prefix string) (map[string]any, *Error) {
	out := map[string]any{}
	for n, m := range shape.Members {
		v, err := f.value(m, prefix+f.name(m))
		if err != nil {
			return nil, err
		}
		if v != nil {
			out[n] = v
		}
	}
	return out, nil
}

// name is the request's name of a member. EC2 has a rule of its own: queryName, or else the answer's name with
// its first letter in upper case.
func (f *formReader) name(m *Member) string {
	switch {
	case !f.ec2:
		return m.wire()
	case m.QueryName != "":
		return m.QueryName
	case m.WireName != "":
		return strings.ToUpper(m.WireName[:1]) + m.WireName[1:]
	}
	return m.Name
}

func (f *formReader) value(m *Member, key string) (any, *Error) {
	switch m.Shape.Kind {
	case Structure:
		if !f.has(key) {
			return nil, nil
		}
		return f.structure(m.Shape, key+".")
	case List:
		return f.list(m, key)
	case Map:
		return f.mapping(m, key)
	}
	text, ok := f.form[key]
	if !ok || len(text) == 0 {
		return nil, nil
	}
	f.used[key] = true
	v, err := parseText(m.Shape, text[0])
	if err != nil {
		return nil, badRequest("InvalidParameterValue", "parameter %s: %v", key, err)
	}
	return v, nil
}

func (f *formReader) list(m *Member, key string) (any, *Error) {
	item := m.Shape.Item
	switch {
	case f.ec2:
	case !m.flattened() && item.WireName != "":
		key += "." + item.WireName
	case !m.flattened():
		key += ".member"
	case item.WireName != "":
		key = key[:strings.LastIndexByte(key, '.')+1] + item.WireName
	}
	var out []any
	for _, n := range f.numbers(key) {
		v, err := f.value(item, key+"."+n)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	if out == nil {
		return nil, nil
	}
	return out, nil
}

func (f *formReader) mapping(m *Member, key string) (any, *Error) {
	if !m.flattened() {
		key += ".entry"
	}
	keyName, valueName := "key", "value"
	if m.Shape.Key.WireName != "" {
		keyName = m.Shape.Key.WireName
	}
	if m.Shape.Value.WireName != "" {
		valueName = m.Shape.Value.WireName
	}
	var out map[string]any
	for _, n := range f.numbers(key) {
		k, err := f.value(m.Shape.Key, key+"."+n+"."+keyName)
		if err != nil {
			return nil, err
		}
		v, err := f.value(m.Shape.Value, key+"."+n+"."+valueName)
		if err != nil {
			return nil, err
		}
		if text, ok := k.(string); ok {
			if out == nil {
				out = map[string]any{}
			}
			out[text] = v
		}
	}
	if out == nil {
		return nil, nil
	}
	return out, nil
}

// has reports whether any parameter lies under a key.
func (f *formReader) has(key string) bool {
	for k := range f.form {
		if k == key || strings.HasPrefix(k, key+".") {
			return true
		}
	}
	return false
}

// numbers returns the indexes under a key in numeric order, as text.
func (f *formReader) numbers(key string) []string {
	found := map[int]string{}
	for k := range f.form {
		rest, ok := strings.CutPrefix(k, key+".")
		if !ok {
			continue
		}
		first, _, _ := strings.Cut(rest, ".")
		if n, err := strconv.Atoi(first); err == nil && n > 0 {
			found[n] = first
		}
	}
	order := make([]int, 0, len(found))
	for n := range found {
		order = append(order, n)
	}
	slices.Sort(order)
	out := make([]string, len(order))
	for i, n := range order {
		out[i] = found[n]
	}
	return out
}

// unused refuses parameters that the model does not know, as EC2 does. A parameter that is empty is a list or
// structure sent without content, which clients may do.
func (f *formReader) unused() *Error {
	var left []string
	for k, v := range f.form {
		if !f.used[k] && !strings.HasPrefix(k, "X-Amz-") && strings.Join(v, "") != "" {
			left = append(left, k)
		}
	}
	if len(left) == 0 {
		return nil
	}
	slices.Sort(left)
	return badRequest("UnknownParameter", "The parameter %s is not recognized", clip(left[0]))
}
