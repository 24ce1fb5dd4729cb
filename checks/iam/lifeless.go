package iam

import (
	"demarc/checks"
	"demarc/checks/access"
)

// lifeless are statements of a policy that can never apply, as the linter finds them.
var lifeless = &checks.Memo[*access.Document, string]{Of: func(doc *access.Document) string {
	for _, f := range access.Lint(doc, access.LintOptions{}) {
		switch f.Name {
		case "never_matches", "unknown_action", "unknown_service":
			if f.Statement < 0 {
				return f.Text
			}
			return doc.Statements[f.Statement].Name() + ": " + f.Text
		}
	}
	return ""
}}

// deadStatement is the question whether a statement of a policy can never apply, or names an action that does not exist.
func deadStatement[T any](v *checks.View[T]) func(*access.Document) finding {
	return func(doc *access.Document) finding { return finding{text: checks.Recall(v, lifeless, doc)} }
}

// Documents of the worked examples: object permissions on a bucket, and a misspelt action.
var (
	bucketForObject = allow(`"s3:GetObject"`, `"arn:aws:s3:::reports"`)
	misspelt        = allow(`["s3:GetObjct","s3:PutObject"]`, `"*"`)
)
