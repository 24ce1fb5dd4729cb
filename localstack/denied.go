package localstack

import (
	"fmt"
	"net/http"
	"path"
	"strings"

	"demarc/localstack/wire"
)

// actionNames maps operations to the IAM action that they need, where it is not SERVICE:OPERATION.
// https://docs.aws.amazon.com/service-authorization/latest/reference/
func actionNames() map[string]string {
	return map[string]string{
		"S3.GetBucketCors":                                 "s3:GetBucketCORS",
		"S3.GetBucketEncryption":                           "s3:GetEncryptionConfiguration",
		"S3.GetBucketLifecycleConfiguration":               "s3:GetLifecycleConfiguration",
		"S3.GetBucketNotificationConfiguration":            "s3:GetBucketNotification",
		"S3.GetBucketReplication":                          "s3:GetReplicationConfiguration",
		"S3.GetObjectLockConfiguration":                    "s3:GetBucketObjectLockConfiguration",
		"S3.GetPublicAccessBlock":                          "s3:GetBucketPublicAccessBlock",
		"S3.HeadBucket":                                    "s3:ListBucket",
		"S3.ListBuckets":                                   "s3:ListAllMyBuckets",
		"S3 Control.GetPublicAccessBlock":                  "s3:GetAccountPublicAccessBlock",
		"IAM.ListOrganizationsFeatures":                    "iam:ListOrganizationsFeatures",
		"S3 Control.GetMultiRegionAccessPointPolicyStatus": "s3:GetMultiRegionAccessPointPolicyStatus",
	}
}

// action is the IAM action of a call.
func (c *call) action() string {
	if a := c.endpoint.actions[c.name()]; a != "" {
		return a
	}
	prefix := c.Service.Signing
	switch prefix {
	case "monitoring":
		prefix = "cloudwatch"
	case "email":
		prefix = "ses"
	}
	return prefix + ":" + c.Operation.Name
}

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
