package collect

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// A ForeignError is a successful status over an answer to another question. Emulators send a listing of objects for a
// sub-resource of a bucket that they lack, or an empty JSON object; the SDK's decoders take either for "there is
// nothing". Retrying does not help.
type ForeignError struct {
	Want []string // what the document should have been
	Got  string   // the root element, or "{}" for a JSON object without the member
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("the answer is %q, not %q", e.Got, e.Want)
}

// Expect returns an option for an SDK client (Options.APIOptions) by which it refuses, with a ForeignError, an answer
// that does not look like one to its operation. documents names for each operation the root elements that an XML
// answer may have, or the members of which a JSON answer must have one at its top. An operation that is not named is
// not looked at. The option is for answers in which a missing field has a meaning: that the whole answer is another
// must not pass for it. A root element that is the operation's own name with Response, Result or Output after it is
// always accepted: emulators that build their answers from the service's model name it so.
func Expect(documents map[string][]string) func(*middleware.Stack) error {
	return func(s *middleware.Stack) error {
		m := middleware.DeserializeMiddlewareFunc("demarc:expect", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
			out, md, err := next.HandleDeserialize(ctx, in)
			op := awsmiddleware.GetOperationName(ctx)
			want := documents[op]
			resp, ok := out.RawResponse.(*smithyhttp.Response)
			if err != nil || want == nil || !ok || resp.StatusCode >= 300 {
				return out, md, err
			}
			body, err := io.ReadAll(resp.Body)
			discard(resp)
			if err != nil {
				return out, md, &AnswerError{"the connection closed before the answer was whole"}
			}
			if got, ok := document(body, want); !ok && !slices.Contains([]string{op + "Response", op + "Result", op + "Output"}, got) {
				return out, md, &ForeignError{want, got}
			}
			resp.Body = io.NopCloser(bytes.NewReader(body))
			return out, md, nil
		})
		return s.Deserialize.Add(m, middleware.After)
	}
}

// document reports whether a body is one of the wanted documents, and what it is otherwise.
func document(body []byte, want []string) (got string, ok bool) {
	b := bytes.TrimSpace(body)
	if len(b) > 0 && b[0] == '<' {
		root, err := rootElement(b)
		return root, err == nil && slices.Contains(want, root)
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(b, &members) != nil {
		return "no JSON object", false
	}
	for name := range members {
		if slices.Contains(want, name) {
			return name, true
		}
	}
	return "{}", false
}
