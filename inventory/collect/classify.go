package collect

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"

	smithy "github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"demarc/inventory"
)

// Error codes by class. They are AWS's common errors (each service's "Common Errors" page), what EC2 and S3 say
// instead, and what emulators answer in their place.
var (
	deniedCodes = []string{
		"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Client.UnauthorizedOperation", "AuthorizationError",
		"AuthorizationErrorException", "NotAuthorized", "NotAuthorizedException", "UnauthorizedAccess", "AllAccessDisabled", "AuthFailure",
	}
	throttledCodes = []string{
		"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException", "RequestLimitExceeded",
		"TooManyRequestsException", "SlowDown", "BandwidthLimitExceeded", "LimitExceededException", "ProvisionedThroughputExceededException",
		"PriorRequestNotComplete", "EC2ThrottledException", "KMSThrottlingException",
	}
	unsupportedCodes = []string{
		"NotImplemented", "NotImplementedException", "UnsupportedOperation", "UnsupportedOperationException", "UnknownOperationException",
		"InvalidAction", "UnknownAction", "MethodNotAllowed", "OptInRequired", "SubscriptionRequiredException", "UnsupportedFeatureException",
		"UnsupportedMediaType", "InternalFailure.NotImplemented",
	}
	expiredCodes = []string{
		"ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId", "UnrecognizedClientException",
		"InvalidAccessKeyId", "SignatureDoesNotMatch", "IncompleteSignature", "TokenRefreshRequired",
	}
)

// Classify turns the error of a call into a gap. It returns nil when the call declares the error code as a way of
// saying that there is none. This is the only place that decides what an error means.
func Classify(c *inventory.Call, region string, err error) *inventory.Gap {
	if err == nil {
		return nil
	}
	g := &inventory.Gap{Class: inventory.Failed, Call: c.String(), Region: region}
	status := 0
	var re *smithyhttp.ResponseError
	if errors.As(err, &re) {
		status = re.HTTPStatusCode()
	}
	var api smithy.APIError
	if errors.As(err, &api) && api.ErrorCode() != "UnknownError" {
		g.Code = api.ErrorCode()
		if slices.Contains(c.Absent, g.Code) {
			return nil
		}
	} else if status >= 300 {
		g.Code = strconv.Itoa(status)
	}
	var page *PageError
	var foreign *ForeignError
	var dns *net.DNSError
	switch {
	case interrupted(err):
		g.Class, g.Code = inventory.Interrupted, ""
	case errors.As(err, &page):
		g.Class, g.Code, g.Detail = inventory.Unsupported, strconv.Itoa(page.Status), "the endpoint answered with an HTML page, as emulators do for what they lack"
	case errors.As(err, &foreign):
		g.Class, g.Code, g.Detail = inventory.Unsupported, "", "the endpoint answered another question, as emulators do for what they lack"
	case errors.Is(err, ErrUndeclared):
		g.Detail = "refused by the scanner: the collector did not declare the call"
	case slices.Contains(deniedCodes, g.Code):
		g.Class, g.Needs = inventory.Denied, c.Needs
		g.Guardrail = api != nil && deniedByOrganisation(api.ErrorMessage())
	case slices.Contains(throttledCodes, g.Code):
		g.Class = inventory.Throttled
	case slices.Contains(expiredCodes, g.Code):
		g.Class, g.Detail = inventory.Interrupted, "the credentials are no longer accepted"
	case slices.Contains(unsupportedCodes, g.Code), status == http.StatusNotImplemented, api == nil && (status == http.StatusNotFound || status == http.StatusMethodNotAllowed), g.Code == "404":
		g.Class = inventory.Unsupported
	case status == http.StatusForbidden && g.Code == "403", status == http.StatusUnauthorized:
		g.Class, g.Needs = inventory.Denied, c.Needs
	case status == http.StatusTooManyRequests:
		g.Class = inventory.Throttled
	case errors.As(err, &dns) && dns.IsNotFound:
		g.Class, g.Detail = inventory.Unsupported, "the service has no endpoint in this region"
	default:
		g.Detail = brief(err)
	}
	return g
}

// deniedByOrganisation tells AWS's wording for a denial by a service or resource control policy from one by the
// account's own policies (IAM User Guide, "Troubleshoot access denied error messages").
func deniedByOrganisation(message string) bool {
	return strings.Contains(message, "service control policy") || strings.Contains(message, "resource control policy")
}

func interrupted(err error) bool {
	var canceled *smithy.CanceledError
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) && !isTimeout(err) || errors.As(err, &canceled) && !isTimeout(err)
}

// isTimeout tells the HTTP client's own time limit, which concerns one call, from the end of the scan.
func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout() && !errors.Is(err, context.Canceled) && strings.Contains(err.Error(), "Client.Timeout")
}

// expired reports whether an error means that no further call can succeed.
func expired(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(expiredCodes[:3], api.ErrorCode())
}

// brief says what went wrong without request ids, hosts or anything else that differs from run to run.
func brief(err error) string {
	var api smithy.APIError
	var broken *AnswerError
	var n net.Error
	switch {
	case errors.As(err, &broken):
		return broken.Error()
	case errors.Is(err, ErrTokenLoop), errors.Is(err, ErrNoToken):
		return err.Error()
	case errors.As(err, &api):
		if api.ErrorFault() == smithy.FaultServer {
			return "the service failed"
		}
		return ""
	case errors.As(err, &n) && n.Timeout():
		return "no answer in time"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the connection closed before the answer was whole"
	}
	var d *smithy.DeserializationError
	if errors.As(err, &d) {
		return "the answer could not be read"
	}
	var op *net.OpError
	if errors.As(err, &op) {
		return "the endpoint could not be reached"
	}
	return "the call could not be made"
}
