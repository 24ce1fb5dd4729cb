package collect

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// A PageError is an HTML page where an API answer should be. Emulators send one for an operation they lack; a proxy
// sends one for itself. Retrying does not help.
type PageError struct{ Status int }

func (e *PageError) Error() string {
	return fmt.Sprintf("an HTML page with status %d, not an answer", e.Status)
}

// An AnswerError is a successful status over a body that is empty, cut off, or an answer to another question. The
// SDK's decoders take the first for "there is nothing" and may take the last so too.
type AnswerError struct{ What string }

func (e *AnswerError) Error() string { return e.What }

// inspectAnswers adds the middleware that looks at each raw answer before the SDK decodes it.
func inspectAnswers(s *middleware.Stack) error {
	return s.Deserialize.Add(middleware.DeserializeMiddlewareFunc("demarc:answer", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, md, err := next.HandleDeserialize(ctx, in)
		if err != nil {
			return out, md, err
		}
		resp, ok := out.RawResponse.(*smithyhttp.Response)
		if !ok {
			return out, md, nil
		}
		if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") && resp.StatusCode >= 400 {
			body, err := io.ReadAll(resp.Body)
			discard(resp)
			if err != nil || isPage(body) {
				return out, md, &PageError{resp.StatusCode}
			}
			resp.Body = io.NopCloser(bytes.NewReader(body))
		}
		if resp.StatusCode >= 300 {
			return out, md, nil
		}
		body, err := io.ReadAll(resp.Body)
		discard(resp)
		if err != nil {
			return out, md, &AnswerError{"the connection closed before the answer was whole"}
		}
		query := false
		if req, ok := in.Request.(*smithyhttp.Request); ok {
			query = strings.HasPrefix(req.Header.Get("Content-Type"), "application/x-www-form-urlencoded")
		}
		if what := flaw(body, awsmiddleware.GetOperationName(ctx), query); what != "" {
			return out, md, &AnswerError{what}
		}
		resp.Body = io.NopCloser(bytes.NewReader(body))
		return out, md, nil
	}), middleware.After)
}

// discard closes the body of an answer, and leaves an empty one: the SDK reads what is left of a refused answer's body,
// and would warn on standard error that it cannot.
func discard(resp *smithyhttp.Response) {
	resp.Body.Close()
	resp.Body = http.NoBody
}

// isPage tells an HTML page from an API error that is only labelled as one: moto_server sends the XML of a denial as
// text/html.
func isPage(body []byte) bool {
	b := bytes.ToLower(bytes.TrimSpace(body))
	return len(b) == 0 || b[0] != '<' && b[0] != '{' || bytes.HasPrefix(b, []byte("<!doctype html")) || bytes.HasPrefix(b, []byte("<html"))
}

// flaw says what is wrong with a body as a whole, or nothing. Every call of a collector answers with a document, so
// an empty body is never an answer.
func flaw(body []byte, op string, query bool) string {
	b := bytes.TrimSpace(body)
	if len(b) == 0 {
		return "the answer was empty"
	}
	switch b[0] {
	case '{':
		if b[len(b)-1] != '}' {
			return "the answer was cut off"
		}
	case '[':
		if b[len(b)-1] != ']' {
			return "the answer was cut off"
		}
	case '<':
		root, err := rootElement(b)
		switch {
		case err != nil:
			return "the answer was cut off"
		case query && root != op+"Response":
			return "the answer was one to another question"
		case bytes.HasSuffix(b, []byte("/>")) && bytes.Count(b, []byte{'<'}) <= 2:
		case !closes(b, root):
			return "the answer was cut off"
		}
	default:
		if query {
			return "the answer was not XML"
		}
	}
	return ""
}

func rootElement(b []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		t, err := d.RawToken()
		if err != nil {
			return "", err
		}
		if e, ok := t.(xml.StartElement); ok {
			return e.Name.Local, nil
		}
	}
}

// closes reports whether a document ends with the end tag of its root element, whatever its prefix.
func closes(b []byte, root string) bool {
	if b[len(b)-1] != '>' {
		return false
	}
	i := bytes.LastIndex(b, []byte("</"))
	if i < 0 {
		return false
	}
	name := strings.TrimSpace(string(b[i+2 : len(b)-1]))
	if _, local, ok := strings.Cut(name, ":"); ok {
		name = local
	}
	return name == root
}
