package wire

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Response is an encoded answer, ready to be sent (or, for tests, to be broken first).
type Response struct {
	Status int
	Header http.Header
	Body   []byte
}

// EncodeOutput writes the answer to a request. Nil lists and maps are left out; empty ones are sent as each
// protocol sends them.
func (r *Request) EncodeOutput(output map[string]any, requestID string) (*Response, error) {
	op := r.Operation
	out := &Response{Status: op.Status, Header: http.Header{}}
	if out.Status == 0 {
		out.Status = http.StatusOK
	}
	switch r.Protocol {
	case EC2, Query:
		out.Body = r.xmlAnswer(output, requestID)
		out.Header.Set("Content-Type", map[string]string{EC2: "text/xml;charset=UTF-8", Query: "text/xml"}[r.Protocol])
	case JSON:
		out.Header.Set("Content-Type", r.jsonType())
		out.Body = jsonBody(op.Output, output)
	case CBOR:
		out.Header.Set("Content-Type", "application/cbor")
		out.Header.Set("Smithy-Protocol", "rpc-v2-cbor")
		out.Body = cborEncode(output)
	case RESTJSON, RESTXML:
		if err := r.restAnswer(out, output); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("no encoder for the protocol %q", r.Protocol)
	}
	r.identify(out, requestID)
	return out, nil
}

// identify sets the headers that carry the request id.
func (r *Request) identify(out *Response, requestID string) {
	if r.Protocol == RESTXML {
		out.Header.Set("x-amz-request-id", requestID)
		out.Header.Set("x-amz-id-2", hostID(requestID))
		return
	}
	out.Header.Set("x-amzn-RequestId", requestID)
}

// hostID is S3's second request id; it only has to look opaque and belong to the request.
func hostID(requestID string) string {
	return strings.ToUpper(strings.ReplaceAll(requestID, "-", "")) + "="
}

// jsonType is the content type of the JSON protocol's version.
func (r *Request) jsonType() string {
	version := "1.1"
	if r.Service != nil && r.Service.JSONVersion != "" {
		version = r.Service.JSONVersion
	}
	return "application/x-amz-json-" + version
}

// restAnswer puts members into headers, the status and the body.
func (r *Request) restAnswer(out *Response, output map[string]any) error {
	shape := r.Operation.Output
	body := map[string]any{}
	for n, v := range output {
		m := shape.Members[n]
		if m == nil {
			return fmt.Errorf("%s has no member %s", shape.Name, n)
		}
		switch m.Location {
		case "header":
			out.Header.Set(m.wire(), formatText(v, m.format(rfc822), false))
		case "headers":
			prefix := m.wire()
			for k, text := range v.(map[string]any) {
				out.Header.Set(prefix+k, fmt.Sprint(text))
			}
		case "statusCode":
			if code, ok := v.(int64); ok {
				out.Status = int(code)
			}
		default:
			body[n] = v
		}
	}
	payload := shape.Members[shape.Payload]
	switch {
	case r.Operation.Method == http.MethodHead:
		return nil
	case payload != nil && payload.Shape.Kind != Structure:
		out.Header.Set("Content-Type", "application/octet-stream")
		if text, ok := body[shape.Payload].(string); ok {
			out.Header.Set("Content-Type", "application/json")
			out.Body = []byte(text)
		} else {
			out.Body, _ = body[shape.Payload].([]byte)
		}
	case r.Protocol == RESTXML:
		out.Header.Set("Content-Type", "application/xml")
		out.Body = r.restXML(body)
	case payload != nil:
		out.Header.Set("Content-Type", "application/json")
		content, _ := body[shape.Payload].(map[string]any)
		out.Body = jsonBody(payload.Shape, content)
	default:
		out.Header.Set("Content-Type", "application/json")
		out.Body = jsonBody(shape, body)
	}
	return nil
}

func jsonBody(shape *Shape, v map[string]any) []byte {
	return appendJSON(nil, &Member{Shape: shape}, v)
}

// appendJSON writes a value in the JSON protocols' form: wire names, times as seconds, blobs as base64.
func appendJSON(dst []byte, m *Member, v any) []byte {
	switch x := v.(type) {
	case map[string]any:
		dst = append(dst, '{')
		first := true
		for _, key := range sortedKeys(x) {
			part, wireName := m.Shape.Value, key
			if m.Shape.Kind == Structure {
				part = m.Shape.Members[key]
				if part == nil || x[key] == nil {
					continue
				}
				wireName = part.wire()
			}
			if !first {
				dst = append(dst, ',')
			}
			first = false
			dst = append(quote(dst, wireName), ':')
			if m.Shape.Kind == Document {
				dst = appendDocument(dst, x[key])
				continue
			}
			dst = appendJSON(dst, part, x[key])
		}
		return append(dst, '}')
	case []any:
		if m.Shape.Kind == Document {
			return appendDocument(dst, v)
		}
		dst = append(dst, '[')
		for i, item := range x {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendJSON(dst, m.Shape.Item, item)
		}
		return append(dst, ']')
	case bool, int64:
		return append(dst, formatText(v, "", false)...)
	case float64:
		text := formatFloat(x)
		if strings.ContainsAny(text, "NI") {
			return quote(dst, text)
		}
		return append(dst, text...)
	case time.Time:
		format := m.format(unixEpoch)
		if format == unixEpoch {
			return append(dst, formatTime(x, format, false)...)
		}
		return quote(dst, formatTime(x, format, false))
	case nil:
		return append(dst, "null"...)
	}
	return quote(dst, formatText(v, "", false))
}

// appendDocument writes a free-form value. It came from JSON, so that it can be written as JSON.
func appendDocument(dst []byte, v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		return append(dst, "null"...)
	}
	return append(dst, text...)
}

func quote(dst []byte, text string) []byte {
	quoted, err := json.Marshal(text)
	if err != nil {
		return strconv.AppendQuote(dst, text)
	}
	return append(dst, quoted...)
}
