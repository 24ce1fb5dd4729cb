package access

import (
	"encoding/json"
	"os"
	"testing"
)

func seed(f *testing.F) {
	var cases []publicCase
	raw, err := os.ReadFile("testdata/public_access_cases.json")
	if err != nil {
		f.Fatal(err)
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		f.Fatal(err)
	}
	for i, c := range cases {
		if i%9 == 0 {
			f.Add([]byte(c.Policy))
		}
	}
	f.Add([]byte(`{"Statement":{"Effect":"Allow","NotPrincipal":"*","NotAction":"*?*?*?*?*a","NotResource":"${aws:x,'y'}","Condition":{"ForAllValues:ArnNotLikeIfExists":{"aws:SourceArn":["arn:*:*:*:*:*","${*}"]}}}}`))
}

// FuzzDecide: whatever the document, nothing panics or hangs, and every witness is allowed.
func FuzzDecide(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := Parse(src)
		if err != nil {
			return
		}
		for _, g := range Decide(ResourcePolicy{Type: "s3.bucket", AccountID: "111122223333", Document: d}).Grants {
			if g.Witness == nil {
				continue
			}
			r := *g.Witness
			p := r.prepare()
			if out := resourcePolicy(d, &p); p.caller.kind != KindCanonical && p.caller.kind != KindFederated && (out.allow != yes || out.deny != no) {
				t.Fatalf("witness %+v is not allowed", r.Form())
			}
		}
		Admin(d)
	})
}

// FuzzEvaluate: whatever the documents and the request, nothing panics or hangs.
func FuzzEvaluate(f *testing.F) {
	f.Add([]byte(`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`), "arn:aws:iam::111122223333:user/u", "s3:GetObject", "arn:aws:s3:::b/k", "aws:SourceIp", "1.2.3.4")
	f.Fuzz(func(t *testing.T, src []byte, principal, action, resource, key, value string) {
		d, err := Parse(src)
		if err != nil {
			return
		}
		r := Request{Principal: principal, Action: action, Resource: resource, Context: NewContext(map[string][]string{key: {value}})}
		all := []*Document{d}
		Evaluate(r, Policies{Identity: all, Resource: d, Boundary: d, Session: all, SCPs: [][]*Document{all}, RCPs: [][]*Document{all}})
	})
}

// FuzzLint: whatever the text, nothing panics or hangs, and every place lies in it.
func FuzzLint(f *testing.F) {
	f.Add([]byte(`{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":["iam:*","s3:Get?bject"],"Resource":"arn:aws:s3:::b/${aws:username}","Condition":{"NumericLessThan":{"s3:max-keys":1}}}]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, finding := range LintText(src, LintOptions{}) {
			if finding.Pos.Line < 1 || finding.Pos.Column < 1 || finding.Pos.Column > len(src)+1 {
				t.Fatalf("place %+v of %s", finding.Pos, finding.Name)
			}
		}
	})
}
