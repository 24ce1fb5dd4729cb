package wire

import (
	"fmt"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
)

// decodeREST finds the operation by method, path and query and binds its input.
func (t *Table) decodeREST(r *http.Request, body []byte, signing string) (*Request, error) {
	req := &Request{Protocol: RESTJSON, OperationName: r.Method + " " + clip(r.URL.Path)}
	if signing == "s3" {
		req.Protocol = RESTXML
	}
	var best match
	for _, e := range t.index {
		if e.Signing != signing {
			continue
		}
		s, err := t.Service(e.Name)
		if err != nil {
			return req, &Error{Code: "InternalFailure", Message: err.Error(), Status: http.StatusInternalServerError}
		}
		path := r.URL.EscapedPath()
		if s.ID == "S3" {
			path = bucketPath(r.Host, path)
		}
		for _, op := range s.Operations {
			if m, ok := matchURI(op, r.Method, path, r.URL.Query()); ok && m.weight > best.weight {
				best = m
			}
		}
	}
	if best.op == nil {
		return req, notServed(req)
	}
	req.Service, req.Operation, req.OperationName = best.op.Service, best.op, best.op.Name
	for _, p := range req.Service.Protocols {
		if p == RESTXML || p == RESTJSON {
			req.Protocol = p
			break
		}
	}
	var err *Error
	if req.Input, err = bind(r, body, best, req.Protocol); err != nil {
		return req, err
	}
	return req, nil
}

// match is an operation that a request fits; the heavier one, with more that is literal, wins.
type match struct {
	op     *Operation
	labels map[string]string
	query  map[string]bool
	weight int
}

// matchURI compares a request with an operation's template, such as "/{Bucket}/{Key+}?acl". A query key
// without a value selects an operation (S3's sub-resources); one that the operation does not know means
// another operation: an answer to the wrong question must not happen.
func matchURI(op *Operation, method, path string, query url.Values) (match, bool) {
	m := match{op: op, labels: map[string]string{}, query: map[string]bool{}, weight: 1}
	if op.URI == "" || !strings.EqualFold(op.Method, method) {
		return m, false
	}
	pattern, constants, _ := strings.Cut(op.URI, "?")
	for _, constant := range strings.FieldsFunc(constants, func(r rune) bool { return r == '&' }) {
		key, value, _ := strings.Cut(constant, "=")
		if !query.Has(key) || (value != "" && query.Get(key) != value) {
			return m, false
		}
		m.query[key] = true
		m.weight += 10
	}
	known := map[string]bool{"x-id": true}
	catchAll := false
	for _, member := range op.Input.Members {
		if member.Location == "querystring" {
			known[member.wire()] = true
			catchAll = catchAll || member.Shape.Kind == Map
		}
	}
	for key, values := range query {
		if !known[key] && !m.query[key] && !catchAll && strings.Join(values, "") == "" {
			return m, false
		}
	}
	return m, m.path(pattern, path)
}

func (m *match) path(pattern, path string) bool {
	want := strings.Split(strings.Trim(pattern, "/"), "/")
	have := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if n := len(have); n > 1 && have[n-1] == "" && !strings.HasSuffix(pattern, "+}") {
		have = have[:n-1]
	}
	for i, w := range want {
		if i >= len(have) {
			return false
		}
		label, isLabel := strings.CutPrefix(w, "{")
		if !isLabel {
			if w != have[i] {
				return false
			}
			m.weight += 100
			continue
		}
		label = strings.TrimSuffix(label, "}")
		text := have[i]
		greedy := strings.HasSuffix(label, "+")
		if greedy {
			text = strings.Join(have[i:], "/")
		}
		value, err := url.PathUnescape(text)
		if err != nil || value == "" {
			return false
		}
		m.labels[strings.TrimSuffix(label, "+")] = value
		m.weight++
		if greedy {
			return true
		}
	}
	return len(have) == len(want)
}

// bucketPath puts the bucket of a virtual-hosted request (bucket.localhost) in front of the path.
func bucketPath(host, path string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	label, rest, ok := strings.Cut(host, ".s3.")
	if !ok {
		label, ok = strings.CutSuffix(host, ".localhost")
		rest = "localhost"
	}
	if !ok || net.ParseIP(host) != nil || label == "" || label == "s3" || accountLabel(label) || rest == "" {
		return path
	}
	return "/" + label + path
}

// accountLabel says whether a host label is an account id, as S3 Control puts in front of the host.
func accountLabel(label string) bool {
	return len(label) == 12 && strings.Trim(label, "0123456789") == ""
}

// bind fills the input from path labels, query, headers and body.
func bind(r *http.Request, body []byte, m match, protocol string) (map[string]any, *Error) {
	input := map[string]any{}
	query := r.URL.Query()
	used := map[string]bool{"x-id": true}
	for k := range m.query {
		used[k] = true
	}
	var rest *Member
	for n, member := range m.op.Input.Members {
		var err error
		switch member.Location {
		case "uri":
			input[n], err = parseText(member.Shape, m.labels[member.wire()])
		case "querystring":
			if member.Shape.Kind == Map {
				rest = member
				continue
			}
			used[member.wire()] = true
			err = bindQuery(input, n, member, query)
		case "header":
			err = bindHeader(input, n, member, r)
		}
		if err != nil {
			return nil, badRequest("ValidationException", "%s: %v", n, err)
		}
	}
	for key, values := range query {
		switch {
		case used[key] || strings.HasPrefix(key, "X-Amz-"):
		case rest != nil:
			into, _ := input[rest.Name].(map[string]any)
			if into == nil {
				into = map[string]any{}
				input[rest.Name] = into
			}
			into[key] = values[0]
		default:
			return nil, badRequest("InvalidArgument", "the query parameter %s is not known to %s", clip(key), m.op.Name)
		}
	}
	return input, bindBody(input, body, m.op, protocol)
}

func bindQuery(input map[string]any, n string, member *Member, query url.Values) error {
	values, ok := query[member.wire()]
	if !ok {
		return nil
	}
	if member.Shape.Kind != List {
		v, err := parseText(member.Shape, values[0])
		input[n] = v
		return err
	}
	list := make([]any, len(values))
	for i, text := range values {
		v, err := parseText(member.Shape.Item.Shape, text)
		if err != nil {
			return err
		}
		list[i] = v
	}
	input[n] = list
	return nil
}

func bindHeader(input map[string]any, n string, member *Member, r *http.Request) error {
	values := r.Header[textproto.CanonicalMIMEHeaderKey(member.wire())]
	if len(values) == 0 {
		return nil
	}
	if member.Shape.Kind != List {
		v, err := parseText(member.Shape, values[0])
		input[n] = v
		return err
	}
	var list []any
	for _, part := range strings.Split(strings.Join(values, ","), ",") {
		v, err := parseText(member.Shape.Item.Shape, strings.TrimSpace(part))
		if err != nil {
			return err
		}
		list = append(list, v)
	}
	input[n] = list
	return nil
}

// bindBody reads the members that are in the body. Bodies in XML belong to writes, which are not served.
func bindBody(input map[string]any, body []byte, op *Operation, protocol string) *Error {
	if len(strings.TrimSpace(string(body))) == 0 {
		return nil
	}
	if protocol == RESTXML {
		return &Error{Code: "NotImplemented", Message: "this endpoint reads no XML bodies", Status: http.StatusNotImplemented}
	}
	shape := op.Input
	if shape.Payload != "" {
		shape = op.Input.Members[shape.Payload].Shape
	}
	v, err := Dialect{}.DecodeJSON(shape, body)
	if err != nil {
		return badRequest("SerializationException", "%v", fmt.Errorf("the body: %w", err))
	}
	if op.Input.Payload != "" {
		input[op.Input.Payload] = v
		return nil
	}
	members, _ := v.(map[string]any) // a body of null has none
	for n, value := range members {
		input[n] = value
	}
	return nil
}
