// Package inventory holds what the scanner saw in an AWS account, and what it could not see.
//
// It mirrors the APIs: a resource is a struct whose fields are facts under the API's own names, and a fact is one
// answer or the gap where the answer should be. Nothing here judges, and nothing here talks to AWS: the packages
// below it (ec2, iam, kms, s3) do the asking, collect runs them, and checks judges the snapshot that results.
package inventory

import "strings"

// A Call declares one AWS API operation before it is ever made. The least-privilege policy, the plan, the guard that
// refuses undeclared calls, the rate limits and the words of every gap come from these declarations.
type Call struct {
	// Service is the service id as the SDK reports it: "EC2", "IAM", "S3 Control".
	Service string
	// Op is the operation's name: "DescribeInstances".
	Op string
	// Needs lists the IAM actions that the operation checks. Empty means that AWS asks for none (sts:GetCallerIdentity).
	Needs []string
	// Absent lists the error codes by which AWS documents that there is nothing of this kind
	// (NoSuchBucketPolicy: the bucket has no policy). They are answers, not failures.
	Absent []string
}

// String returns the call as reports name it: "EC2.DescribeInstances", "S3Control.GetPublicAccessBlock".
func (c *Call) String() string { return strings.ReplaceAll(c.Service, " ", "") + "." + c.Op }
