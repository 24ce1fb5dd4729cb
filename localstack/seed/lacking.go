package seed

import (
	"errors"
	"net/http"

	smithy "github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// optional turns the error of an operation that the endpoint lacks into a word to plan.Lacks. It is for what an
// account can do without; what others refer to is made without it.
func (b *builder) optional(operation string, err error) error {
	if err == nil || !lacking(err) {
		return err
	}
	if b.plan.Lacks != nil {
		b.plan.Lacks(operation)
	}
	return nil
}

// lacking reports whether an endpoint said that it does not have an operation. Emulators say it in many ways: 501,
// "not implemented" under several codes, an HTML page with status 500 (moto), or 404 for a path they do not know.
func lacking(err error) bool {
	var response *smithyhttp.ResponseError
	status := 0
	if errors.As(err, &response) {
		status = response.HTTPStatusCode()
	}
	var api smithy.APIError
	if !errors.As(err, &api) {
		// No code could be read from the answer: it was no AWS error.
		return status == http.StatusNotFound || status >= 500
	}
	switch api.ErrorCode() {
	case "NotImplemented", "NotImplementedException", "UnsupportedOperation", "UnsupportedOperationException", "InvalidAction", "UnknownOperationException", "UnknownError", "MethodNotAllowed":
		return true
	}
	return status == http.StatusNotImplemented
}

// taken reports whether an error says that a name is in use already, or two things are connected: by an earlier run, by
// the endpoint's own start-up, or by the first try of a call whose answer was lost.
func taken(err error) bool {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return false
	}
	switch api.ErrorCode() {
	case "EntityAlreadyExists", "EntityAlreadyExistsException", "AlreadyExistsException", "BucketAlreadyOwnedByYou", "Resource.AlreadyAssociated", "InvalidLaunchTemplateName.AlreadyExistsException",
		"QueueNameExists", "QueueAlreadyExists", "ResourceAlreadyExistsException", "ResourceExistsException", "ResourceInUseException",
		"FileSystemAlreadyExists":
		return true
	}
	return false
}
