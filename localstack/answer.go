package localstack

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"demarc/localstack/wire"
)

// handler answers an operation that is more than a stored answer.
type handler func(*call) (map[string]any, *wire.Error)

// special returns the handler of the few operations that need one.
func special(name string) handler {
	switch name {
	case "STS.AssumeRole":
		return assumeRole
	case "STS.GetCallerIdentity":
		return callerIdentity
	case "S3.GetBucketLocation":
		return bucketLocation
	case "S3.HeadBucket":
		return headBucket
	}
	return nil
}

// answer produces the output of a well-formed, permitted request.
func (c *call) answer() (map[string]any, *wire.Error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	if err := c.regionEnabled(); err != nil {
		return nil, err
	}
	if err := c.account.owns(c); err != nil {
		return nil, err
	}
	if h := special(c.name()); h != nil {
		return h(c)
	}
	return c.stored()
}

// stored answers from the account's files.
func (c *call) stored() (map[string]any, *wire.Error) {
	keys := c.keys()
	got, copyOf, whole := c.account.lookup(c.Operation, c.region, keys)
	if got != nil && got.err != nil {
		return nil, got.err
	}
	lists := c.lists()
	used := map[string]bool{}
	if !whole || len(lists) == 0 {
		for _, k := range c.Operation.Keys {
			used[k] = true
		}
	}
	filter, err := c.filter(used)
	if err != nil {
		return nil, err
	}
	var output map[string]any
	if got != nil {
		output = got.output
	}
	if len(lists) == 0 {
		return c.single(output, copyOf), nil
	}
	return c.page(output, lists, filter, copyOf, whole && len(keys) == 0)
}

// single is the answer of an operation that lists nothing. Of a multiplied account, what counts or lists users
// in a form of its own grows with it.
func (c *call) single(output map[string]any, copyOf int) map[string]any {
	switch {
	case output == nil:
		return map[string]any{}
	case c.account.n > 1 && c.name() == "IAM.GetAccountSummary":
		return c.account.summary(output)
	case c.account.n > 1 && c.name() == "IAM.GetCredentialReport":
		return c.account.credentialReport(output)
	}
	out, _ := c.account.rewrite(output, copyOf).(map[string]any)
	return out
}

// keys returns the identifying values of the request as file names.
func (c *call) keys() []string {
	var keys []string
	for _, k := range c.Operation.Keys {
		switch v := c.Input[k].(type) {
		case string:
			keys = append(keys, FileName(v))
		case int64: // the number of a layer's version
			keys = append(keys, strconv.FormatInt(v, 10))
		default:
			return keys
		}
	}
	return keys
}

// lists are the members of the output that are cut into pages and filtered.
func (c *call) lists() []string { return listsOf(c.Operation) }

// listsOf returns the lists of the pagination rules, or for operations without pages every list of the output.
func listsOf(op *wire.Operation) []string {
	if op.Page != nil {
		return op.Page.Results
	}
	var out []string
	for n, m := range op.Output.Members {
		if m.Shape.Kind == wire.List && m.Location == "" && op.Output.Payload == "" {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// validate checks required members and the bounds of numbers, as the services do.
func (c *call) validate() *wire.Error {
	for _, n := range c.Operation.Input.Required {
		if _, ok := c.Input[n]; !ok {
			if c.Protocol == wire.EC2 {
				return &wire.Error{Code: "MissingParameter", Message: "The request must contain the parameter " + n, Status: http.StatusBadRequest}
			}
			return c.invalid("1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null", n)
		}
	}
	for n, v := range c.Input {
		number, ok := v.(int64)
		m := c.Operation.Input.Members[n]
		if !ok || m == nil {
			continue
		}
		if c.name() == "EC2.DescribeInstances" && n == "MaxResults" && c.Input["InstanceIds"] != nil {
			return &wire.Error{
				Code: "InvalidParameterCombination", Status: http.StatusBadRequest,
				Message: "The parameter instancesSet cannot be used with the parameter maxResults",
			}
		}
		if low := m.Shape.Min; low != nil && float64(number) < *low {
			return c.invalid("Value '%d' at '%s' failed to satisfy constraint: Member must have value greater than or equal to %v", number, n, *low)
		}
		if high := m.Shape.Max; high != nil && float64(number) > *high {
			return c.invalid("Value '%d' at '%s' failed to satisfy constraint: Member must have value less than or equal to %v", number, n, *high)
		}
	}
	return nil
}

// invalid is the error for a bad parameter in the code of the service's protocol.
func (c *call) invalid(format string, args ...any) *wire.Error {
	code := "ValidationException"
	switch {
	case c.Protocol == wire.EC2:
		code = "InvalidParameterValue"
	case c.Protocol == wire.Query:
		code = "ValidationError"
	case c.Service.ID == "S3":
		code = "InvalidArgument"
	case c.Service.ID == "Lambda" || c.Service.ID == "ECS":
		code = "InvalidParameterException"
	}
	return &wire.Error{Code: code, Message: fmt.Sprintf(format, args...), Status: http.StatusBadRequest}
}

// regionEnabled refuses a region that the account's DescribeRegions lists as not opted in, as AWS does: with an
// authentication error.
func (c *call) regionEnabled() *wire.Error {
	got, _ := c.account.find(c.account.regions, c.region, nil)
	if got == nil || c.region == "" {
		return nil
	}
	list, _ := got.output["Regions"].([]any)
	for _, item := range list {
		region, _ := item.(map[string]any)
		if region["RegionName"] != c.region || region["OptInStatus"] != "not-opted-in" {
			continue
		}
		switch c.Protocol {
		case wire.EC2:
			return &wire.Error{Code: "AuthFailure", Message: "AWS was not able to validate the provided access credentials", Status: http.StatusUnauthorized}
		case wire.Query:
			return &wire.Error{Code: "InvalidClientTokenId", Message: "The security token included in the request is invalid", Status: http.StatusForbidden}
		}
		return &wire.Error{Code: "UnrecognizedClientException", Message: "The security token included in the request is invalid.", Status: http.StatusForbidden}
	}
	return nil
}
