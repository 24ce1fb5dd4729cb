package s3

import (
	"slices"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/s3"
)

// BucketTLSOnly asks for a policy that refuses every request without TLS.
var BucketTLSOnly = &checks.Check[s3.Bucket]{
	Meta: checks.Meta{
		ID:       "s3-bucket-tls-only",
		Title:    "The bucket policy refuses requests without TLS",
		Duty:     responsibility.DataTransit,
		Severity: checks.Medium,
		Since:    "0.1",
		Why:      "S3 answers plain HTTP. A client that uses it, by an old setting or a redirect, sends the data and its signature readable to everybody on the way.",
		Fix:      "Add to the bucket policy: {\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::BUCKET\",\"arn:aws:s3:::BUCKET/*\"],\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}} (aws s3api put-bucket-policy)",
		Refs:     []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit"},
	},
	Reads: []*inventory.Call{s3.GetBucketPolicy},
	Run:   bucketTLSOnly,
	Cases: []checks.Case[s3.Bucket]{
		{Name: "refused", Given: bucket(policy(tlsPolicy)), Want: checks.Pass},
		{Name: "no_policy", Given: bucket(), Want: checks.Fail},
		{Name: "objects_alone", Given: bucket(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::orders/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`)), Want: checks.Fail},
		{Name: "one_action", Given: bucket(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`)), Want: checks.Fail},
		{Name: "one_principal", Given: bucket(policy(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`)), Want: checks.Fail},
		{Name: "denied", Given: bucket(noPolicy), Want: checks.Unknown},
		{Name: "not_a_policy", Given: bucket(policy("{}x")), Want: checks.Unknown},
	},
}

func bucketTLSOnly(v *checks.View[s3.Bucket]) checks.Verdict {
	doc, unread := document(v)
	switch {
	case unread != nil:
		return *unread
	case doc == nil:
		return v.Fail("there is no bucket policy, so requests without TLS are answered")
	}
	switch r := checks.Recall(v, tlsAnswers, policyOf{doc: doc, arn: v.Resource.ARN}); {
	case r.Required:
		return v.Pass("%s", r.Why)
	case r.Undecided:
		return v.Unknown("%s", r.Why)
	default:
		return v.Fail("%s", r.Why)
	}
}

// plainRefused returns the statement that AWS prescribes against requests without TLS (the check's reference), or nil:
// a Deny to everyone of everything, on the bucket and its objects, under no condition but that one. Whatever else the
// policy says, nothing outdoes a Deny, so that no search for a request that gets through is needed.
func plainRefused(doc *access.Document, bucketARN string) *access.Statement {
	for i := range doc.Statements {
		st := &doc.Statements[i]
		on := func(arn string) bool { return names(st.Resource, arn) || names(st.Resource, "*") }
		if st.Effect == access.Deny && st.Principal != nil && st.Principal.Everyone && on(bucketARN) && on(bucketARN+"/*") &&
			(names(st.Action, "s3:*") || names(st.Action, "*")) && len(st.Conditions) == 1 && isPlain(st.Conditions[0]) {
			return st
		}
	}
	return nil
}

// isPlain reports whether a condition is exactly that the request came without TLS. Every request has the key.
func isPlain(c access.Condition) bool {
	return c.Operator.Name == "Bool" && c.Key == "aws:SecureTransport" && len(c.Values) == 1 && c.Values[0].Text == "false"
}

func names(values []access.Value, text string) bool {
	return slices.ContainsFunc(values, func(v access.Value) bool { return v.Text == text })
}
