package wire

import (
	"fmt"
	"net/http"
)

// Error is an API error as a client sees it.
type Error struct {
	// Code is the error code, such as UnauthorizedOperation.
	Code string
	// Message is the text; account data in it is the caller's own.
	Message string
	// Status is the HTTP status; 0 stands for what the model says, or 400.
	Status int
	// Header holds headers of the answer beyond the protocol's own, such as x-amz-bucket-region; often nil.
	Header map[string]string
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.Code, e.Message) }

// badRequest builds a client error whose code is chosen by the protocol when it is written.
func badRequest(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Status: http.StatusBadRequest}
}

// status returns the HTTP status of an error of a service.
func (e *Error) status(s *Service) int {
	if e.Status != 0 {
		return e.Status
	}
	if s != nil {
		if declared := s.Errors[e.Code]; declared != nil {
			if declared.Status != 0 {
				return declared.Status
			}
			if declared.Server {
				return http.StatusInternalServerError
			}
		}
	}
	return http.StatusBadRequest
}
