package wire

import (
	"net/http"
	"strings"
)

// EncodeError writes an API error in the caller's protocol. It works for requests that were only half understood.
func (r *Request) EncodeError(e *Error, requestID string) *Response {
	out := &Response{Status: e.status(r.Service), Header: http.Header{}}
	for k, v := range e.Header {
		out.Header.Set(k, v)
	}
	switch r.Protocol {
	case EC2:
		out.Header.Set("Content-Type", "text/xml;charset=UTF-8")
		out.Body = ec2Error(e, requestID)
	case Query:
		out.Header.Set("Content-Type", "text/xml")
		out.Body = r.queryError(e, out.Status, requestID)
	case RESTXML:
		out.Header.Set("Content-Type", "application/xml")
		out.Body = r.restXMLError(e, requestID)
	case CBOR:
		out.Header.Set("Content-Type", "application/cbor")
		out.Header.Set("Smithy-Protocol", "rpc-v2-cbor")
		out.Body = cborEncode(map[string]any{"__type": r.errorType(e), "message": e.Message})
	case RESTJSON:
		out.Header.Set("Content-Type", "application/json")
		out.Header.Set("x-amzn-ErrorType", e.Code)
		out.Body = append(quote([]byte(`{"message":`), e.Message), '}')
	default:
		out.Header.Set("Content-Type", r.jsonType())
		out.Body = quote([]byte(`{"__type":`), r.errorType(e))
		out.Body = append(quote(append(out.Body, `,"message":`...), e.Message), '}')
	}
	if r.Service != nil && r.Service.QueryCompatible && r.Protocol != Query {
		out.Header.Set("x-amzn-query-error", e.Code+";"+fault(out.Status))
	}
	r.identify(out, requestID)
	return out
}

func fault(status int) string {
	if status >= http.StatusInternalServerError {
		return "Receiver"
	}
	return "Sender"
}

// errorType is the error's name in the model; for services with an older query API it differs from the code.
func (r *Request) errorType(e *Error) string {
	if r.Service == nil {
		return e.Code
	}
	if declared := r.Service.Errors[e.Code]; declared != nil {
		return declared.ShapeName
	}
	return e.Code
}

func ec2Error(e *Error, requestID string) []byte {
	w := &xmlWriter{}
	w.buf.WriteString(xmlHeader)
	w.open("Response", "")
	w.open("Errors", "")
	w.open("Error", "")
	w.text("Code", e.Code)
	w.text("Message", e.Message)
	w.close("Error")
	w.close("Errors")
	w.text("RequestID", requestID)
	w.close("Response")
	return w.buf.Bytes()
}

func (r *Request) queryError(e *Error, status int, requestID string) []byte {
	w := &xmlWriter{}
	namespace := ""
	if r.Service != nil && r.Service.Namespace != "" {
		namespace = `xmlns="` + r.Service.Namespace + `"`
	}
	w.open("ErrorResponse", namespace)
	w.open("Error", "")
	w.text("Type", fault(status))
	w.text("Code", e.Code)
	w.text("Message", e.Message)
	w.close("Error")
	w.text("RequestId", requestID)
	w.close("ErrorResponse")
	return w.buf.Bytes()
}

// restXMLError is S3's bare Error element, or the wrapped one of S3 Control and the other XML services. A HEAD
// request has no body: its client sees the status alone.
func (r *Request) restXMLError(e *Error, requestID string) []byte {
	if r.Operation != nil && r.Operation.Method == http.MethodHead || strings.HasPrefix(r.OperationName, "HEAD ") {
		return nil
	}
	w := &xmlWriter{}
	w.buf.WriteString(xmlHeader)
	wrapped := r.Service != nil && r.Service.ID != "S3"
	if wrapped {
		w.open("ErrorResponse", "")
	}
	w.open("Error", "")
	w.text("Code", e.Code)
	w.text("Message", e.Message)
	if bucket, ok := r.Input["Bucket"].(string); ok && !wrapped {
		w.text("BucketName", bucket)
	}
	if !wrapped {
		w.text("RequestId", requestID)
		w.text("HostId", hostID(requestID))
	}
	w.close("Error")
	if wrapped {
		w.text("RequestId", requestID)
		w.text("HostId", hostID(requestID))
		w.close("ErrorResponse")
	}
	return w.buf.Bytes()
}
