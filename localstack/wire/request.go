package wire

import (
	"net/http"
	"net/url"
	"strings"
)

// Protocol names, in the words of the service models.
const (
	EC2      = "ec2"
	Query    = "query"
	RESTXML  = "rest-xml"
	RESTJSON = "rest-json"
	JSON     = "json"
	CBOR     = "smithy-rpc-v2-cbor"
)

// Request is a decoded request. After an error it is filled as far as was understood, so that the error can be
// written in the caller's protocol.
type Request struct {
	// Protocol is how the caller speaks and wants to be answered.
	Protocol string
	// Service is nil where the table has no model for it.
	Service *Service
	// Operation is nil where the table does not have it; OperationName then still says what was asked for, if
	// the protocol names it.
	Operation     *Operation
	OperationName string
	// Input holds the members that were sent.
	Input map[string]any
}

// Decode reads a request. signing is the service name of the signature's credential scope. Errors are of type
// *Error, with status 501 for what the table does not hold.
func (t *Table) Decode(r *http.Request, body []byte, signing string) (*Request, error) {
	if strings.EqualFold(r.Header.Get("Smithy-Protocol"), "rpc-v2-cbor") {
		return t.decodeCBOR(r, body)
	}
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		return t.decodeJSON(target, body)
	}
	if form, ok := queryForm(r, body); ok {
		return t.decodeQuery(form, signing)
	}
	return t.decodeREST(r, body, signing)
}

// queryForm returns the parameters of a query protocol request, which always name an Action.
func queryForm(r *http.Request, body []byte) (url.Values, bool) {
	form := r.URL.Query()
	if r.Method == http.MethodPost && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		parsed, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, false
		}
		form = parsed
	}
	return form, form.Has("Action")
}

// find loads the service that an index entry fits and the named operation in it.
func (t *Table) find(req *Request, fits func(entry) bool) error {
	for _, e := range t.index {
		if !fits(e) {
			continue
		}
		s, err := t.Service(e.Name)
		if err != nil {
			return &Error{Code: "InternalFailure", Message: err.Error(), Status: http.StatusInternalServerError}
		}
		if req.Service == nil {
			req.Service = s
		}
		if op := s.Operations[req.OperationName]; op != nil {
			req.Service, req.Operation = s, op
			return nil
		}
	}
	return notServed(req)
}

// notServed is the answer to an operation outside the table: a clean 501, not an error that a client might
// take for an answer of the service.
func notServed(req *Request) *Error {
	what := req.OperationName
	if req.Service != nil {
		what = req.Service.ID + " " + what
	}
	return &Error{
		Code: "NotImplemented", Status: http.StatusNotImplemented,
		Message: "this endpoint does not serve " + strings.TrimSpace(what) + "; add it to localstack/wire/operations.txt",
	}
}
