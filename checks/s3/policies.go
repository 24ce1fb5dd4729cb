package s3

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/checks/guardrails"
	"demarc/checks/resourcepolicy"
	"demarc/inventory/s3"
)

// What several checks ask of one policy is worked out once.
var (
	parsedPolicies = &checks.Memo[string, bucketPolicy]{Of: func(text string) bucketPolicy {
		doc, err := access.Parse([]byte(text))
		public, certain := s3.PolicyStatus(text)
		return bucketPolicy{doc, err, public, certain}
	}}
)

// policyIn is where the policy of a bucket is.
func policyIn(b *s3.Bucket) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: b.Policy, Type: "s3.bucket", ARN: b.ARN}
}

// bucketPolicy is a bucket's policy, or why its text is none.
type bucketPolicy struct {
	doc             *access.Document // nil when there is no policy
	err             error
	public, certain bool // of s3.PolicyStatus
}

// policyRead reads the bucket's policy. A text that is no policy is an unknown, which the second result says how to
// report.
func policyRead(v *checks.View[s3.Bucket]) (bucketPolicy, *checks.Verdict) {
	text, ok := checks.Read(v, v.Resource.Policy)
	if !ok || text == "" {
		return bucketPolicy{}, nil
	}
	p := checks.Recall(v, parsedPolicies, text)
	if p.err != nil {
		unread := v.Unknown("the bucket policy cannot be read: %v", p.err)
		return bucketPolicy{}, &unread
	}
	return p, nil
}

// document is policyRead for a check that needs the document alone: nil when there is no policy.
func document(v *checks.View[s3.Bucket]) (*access.Document, *checks.Verdict) {
	p, unread := policyRead(v)
	return p.doc, unread
}

// decide says who can use the bucket through its policy.
func decide(v *checks.View[s3.Bucket], doc *access.Document) access.Decision {
	return guardrails.Decide(v, "s3.bucket", v.Resource.ARN, doc)
}
