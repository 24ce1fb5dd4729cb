package localstack

import (
	"net/http"
	"slices"

	"demarc/localstack/wire"
)

// bucket finds a bucket in the account's ListBuckets and says where it is.
func (s *scaled) bucket(name string) (region string, ok bool) {
	got, _ := s.find(s.buckets, "", nil)
	if got == nil || got.output == nil {
		return "", false
	}
	original := s.original(name)
	list, _ := got.output["Buckets"].([]any)
	i := slices.IndexFunc(list, func(b any) bool { return b.(map[string]any)["Name"] == original })
	if i < 0 {
		return "", false
	}
	region, _ = list[i].(map[string]any)["BucketRegion"].(string)
	if region == "" {
		region = "us-east-1"
	}
	return region, true
}

// owns refuses what S3 and S3 Control refuse before they look at the operation: a bucket that does not exist,
// one in another region, and another account's settings.
func (s *scaled) owns(c *call) *wire.Error {
	switch c.Service.ID {
	case "S3 Control":
		if id, ok := c.Input["AccountId"].(string); ok && id != s.ID {
			return &wire.Error{Code: "AccessDenied", Message: "Access Denied", Status: http.StatusForbidden}
		}
	case "S3":
		name, ok := c.Input["Bucket"].(string)
		if !ok {
			return nil
		}
		region, found := s.bucket(name)
		if !found {
			return &wire.Error{Code: "NoSuchBucket", Message: "The specified bucket does not exist", Status: http.StatusNotFound}
		}
		if c.Operation.Name == "GetBucketLocation" || region == c.region || c.region == "" {
			return nil
		}
		return &wire.Error{
			Code: "PermanentRedirect", Status: http.StatusMovedPermanently,
			Message: "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
			Header:  map[string]string{"x-amz-bucket-region": region},
		}
	}
	return nil
}

// bucketLocation answers from the bucket list where the account has no file of its own: us-east-1 is empty.
func bucketLocation(c *call) (map[string]any, *wire.Error) {
	if got, _ := c.account.find(c.Operation, c.region, c.keys()); got != nil {
		return got.output, got.err
	}
	name, _ := c.Input["Bucket"].(string)
	region, _ := c.account.bucket(name)
	if region == "us-east-1" {
		return map[string]any{}, nil
	}
	return map[string]any{"LocationConstraint": region}, nil
}

func headBucket(c *call) (map[string]any, *wire.Error) {
	name, _ := c.Input["Bucket"].(string)
	region, _ := c.account.bucket(name)
	return map[string]any{"BucketRegion": region, "AccessPointAlias": false}, nil
}
