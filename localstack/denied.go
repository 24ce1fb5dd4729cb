package localstack

import (
	"fmt"
	"net/http"
	"path"
	"strings"

	"demarc/localstack/wire"
)

// Action returns the IAM action that an operation needs, such as s3:ListAllMyBuckets for ("S3", "ListBuckets").
// signing is the service's name in signatures, which is the action's prefix unless the service has another one.
// https://docs.aws.amazon.com/service-authorization/latest/reference/
func Action(service, signing, operation string) string {
	switch service + "." + operation {
	case "S3.GetBucketCors":
		return "s3:GetBucketCORS"
	case "S3.GetBucketEncryption":
		return "s3:GetEncryptionConfiguration"
	case "S3.GetBucketLifecycleConfiguration":
		return "s3:GetLifecycleConfiguration"
	case "S3.GetBucketNotificationConfiguration":
		return "s3:GetBucketNotification"
	case "S3.GetBucketReplication":
		return "s3:GetReplicationConfiguration"
	case "S3.GetObjectLockConfiguration":
		return "s3:GetBucketObjectLockConfiguration"
	case "S3.GetPublicAccessBlock":
		return "s3:GetBucketPublicAccessBlock"
	case "S3.HeadBucket":
		return "s3:ListBucket"
	case "S3.ListBuckets":
		return "s3:ListAllMyBuckets"
	case "S3 Control.GetPublicAccessBlock":
		return "s3:GetAccountPublicAccessBlock"
	}
	switch signing {
	case "apigateway": // its actions are HTTP methods, and what is served here reads
		return "apigateway:GET"
	case "monitoring":
		signing = "cloudwatch"
	case "email":
		signing = "ses"
	}
	return signing + ":" + operation
}

// action is the IAM action of a call.
func (c *call) action() string { return Action(c.Service.ID, c.Service.Signing, c.Operation.Name) }

// isDenied says whether one of the patterns names the call: an IAM action or SERVICE.OPERATION, each with an
// optional @REGION, and with * and ? as wildcards.
func (c *call) isDenied(patterns []string) bool {
	for _, p := range patterns {
		if c.matches(p, c.action()) || c.matches(p, c.name()) {
			return true
		}
	}
	return false
}

// matches compares a name, without regard to case, with a pattern that may end in @REGION.
func (c *call) matches(pattern, name string) bool {
	pattern, region, regional := strings.Cut(pattern, "@")
	if regional && region != c.region {
		return false
	}
	ok, err := path.Match(strings.ToLower(pattern), strings.ToLower(name))
	return ok && err == nil
}

// accessDenied is the refusal in the code, status and words of the service.
func (c *call) accessDenied(action, resource string) *wire.Error {
	reason := fmt.Sprintf("because no identity-based policy allows the %s action", action)
	who := fmt.Sprintf("User: %s is not authorized to perform: %s", c.caller.arn, action)
	on := ""
	if resource != "" {
		on = " on resource: " + resource
	}
	switch {
	case c.Protocol == wire.EC2:
		return &wire.Error{
			Code: "UnauthorizedOperation", Status: http.StatusForbidden,
			Message: "You are not authorized to perform this operation. " + who + on + " " + reason,
		}
	case c.Protocol == wire.RESTXML:
		if resource != "" {
			on = fmt.Sprintf(" on resource: %q", resource)
		}
		return &wire.Error{Code: "AccessDenied", Status: http.StatusForbidden, Message: who + on + " " + reason}
	case c.Protocol == wire.Query, c.Service.QueryCompatible:
		return &wire.Error{Code: "AccessDenied", Status: http.StatusForbidden, Message: who + on + " " + reason}
	case c.Protocol == wire.RESTJSON:
		return &wire.Error{Code: "AccessDeniedException", Status: http.StatusForbidden, Message: who + on + " " + reason}
	}
	// The JSON services send 400, not 403.
	return &wire.Error{Code: "AccessDeniedException", Status: http.StatusBadRequest, Message: who + on + " " + reason}
}

// resource is the ARN in a refusal, as far as the request tells it.
func (c *call) resource() string {
	a := c.account
	arn := func(service, region, account, rest string) string {
		return strings.Join([]string{"arn", a.Partition, service, region, account, rest}, ":")
	}
	switch c.Service.ID {
	case "S3":
		if bucket, ok := c.Input["Bucket"].(string); ok {
			return arn("s3", "", "", bucket)
		}
		return "*"
	case "S3 Control":
		return ""
	case "KMS":
		id, ok := c.Input["KeyId"].(string)
		switch {
		case !ok:
			return "*"
		case strings.HasPrefix(id, "arn:"):
			return id
		}
		return arn("kms", c.region, a.ID, "key/"+id)
	case "IAM":
		if name, ok := c.Input["UserName"].(string); ok {
			return arn("iam", "", a.ID, "user/"+name)
		}
		return "*"
	case "EC2", "STS":
		return ""
	}
	return "*"
}
