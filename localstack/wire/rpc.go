package wire

import (
	"net/http"
	"strings"
)

// decodeJSON reads a request of the JSON protocols, whose operation is in X-Amz-Target.
func (t *Table) decodeJSON(target string, body []byte) (*Request, error) {
	req := &Request{Protocol: JSON}
	dot := strings.LastIndexByte(target, '.')
	if dot < 0 {
		return req, badRequest("UnknownOperationException", "X-Amz-Target %q names no operation", clip(target))
	}
	req.OperationName = target[dot+1:]
	if err := t.find(req, func(e entry) bool { return e.Target == target[:dot] }); err != nil {
		return req, err
	}
	req.Input = map[string]any{}
	if len(body) == 0 {
		return req, nil
	}
	v, err := Dialect{}.DecodeJSON(req.Operation.Input, body)
	if err != nil {
		return req, badRequest("SerializationException", "%v", err)
	}
	if m, ok := v.(map[string]any); ok {
		req.Input = m
	}
	return req, nil
}

// decodeCBOR reads a request of the smithy RPC v2 protocol: POST /service/SERVICE/operation/OPERATION.
func (t *Table) decodeCBOR(r *http.Request, body []byte) (*Request, error) {
	req := &Request{Protocol: CBOR}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if len(parts) != 4 || parts[0] != "service" || parts[2] != "operation" || r.Method != http.MethodPost {
		return req, badRequest("UnknownOperationException", "%s %s is no RPC v2 request", r.Method, clip(r.URL.Path))
	}
	req.OperationName = parts[3]
	if err := t.find(req, func(e entry) bool { return e.Target == parts[1] }); err != nil {
		return req, err
	}
	req.Input = map[string]any{}
	if len(body) == 0 {
		return req, nil
	}
	v, err := cborDecode(req.Operation.Input, body)
	if err != nil {
		return req, badRequest("SerializationException", "%v", err)
	}
	req.Input = v
	return req, nil
}
