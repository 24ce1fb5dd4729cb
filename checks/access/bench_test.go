package access

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
)

// synthetic makes an account with a fixed mixture of policies: most are for single services, some let roles be passed or
// assumed, a few touch IAM.
func synthetic(b *testing.B, principals, policies int) Account {
	b.Helper()
	const id = "111122223333"
	r := rand.New(rand.NewPCG(1, 2))
	var docs []Attached
	for i := range policies {
		kind := []string{
			`"Action":["s3:GetObject","s3:PutObject","s3:ListBucket"],"Resource":"arn:aws:s3:::bucket-%d/*"`,
			`"Action":["ec2:Describe*","cloudwatch:*","logs:*"],"Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-%d"}}`,
			`"Action":"dynamodb:*","Resource":"arn:aws:dynamodb:*:111122223333:table/t%d"`,
			`"Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/role-%d"`,
			`"Action":["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"],"Resource":["arn:aws:iam::111122223333:role/role-%d*","arn:aws:lambda:*:111122223333:function:*"]`,
			`"Action":["iam:CreateAccessKey","iam:UpdateLoginProfile"],"Resource":"arn:aws:iam::111122223333:user/user-%d"`,
			`"NotAction":["iam:*","organizations:*","sts:*"],"Resource":"arn:aws:*:*:*:dev-%d-*"`,
			`"Action":["sqs:*","sns:*","kms:Decrypt"],"Resource":"*","Sid":"S%d"`,
		}[r.IntN(8)]
		src := fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow",`+kind+`},{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"}]}`, r.IntN(principals))
		d, err := Parse([]byte(src))
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, Attached{ARN: fmt.Sprintf("arn:aws:iam::%s:policy/p%d", id, i), Document: d})
	}
	admin, _ := Parse([]byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`))
	trust := func(src string) *Document { d, _ := Parse([]byte(src)); return d }
	lambda := trust(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`)
	whole := trust(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}`)
	a := Account{ID: id, Time: judged, CarriersKnown: true}
	for i := range principals {
		p := Principal{}
		for range 1 + r.IntN(8) {
			p.Attached = append(p.Attached, docs[r.IntN(len(docs))])
		}
		if r.IntN(100) == 0 {
			p.Inline = append(p.Inline, admin)
		}
		switch {
		case i%2 == 0:
			p.ARN = fmt.Sprintf("arn:aws:iam::%s:user/user-%d", id, i)
		default:
			p.ARN = fmt.Sprintf("arn:aws:iam::%s:role/role-%d", id, i)
			p.Trust = []*Document{lambda, whole, trust(fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/role-%d"},"Action":"sts:AssumeRole"}]}`, r.IntN(principals)|1))}[r.IntN(3)]
		}
		a.Principals = append(a.Principals, p)
	}
	return a
}

func BenchmarkGraph(b *testing.B) {
	for _, n := range []int{100, 1000, 5000} {
		a := synthetic(b, n, min(n, 2000))
		b.Run(fmt.Sprintf("principals_%d", n), func(b *testing.B) {
			var g *Graph
			for b.Loop() {
				g = NewGraph(a)
			}
			b.ReportMetric(float64(len(g.Escalations())), "escalations")
		})
	}
}

func BenchmarkEvaluate(b *testing.B) {
	raw, err := os.ReadFile("testdata/eval_cases.json")
	if err != nil {
		b.Fatal(err)
	}
	var questions []EvaluateQuestion
	if err := json.Unmarshal(raw, &questions); err != nil {
		b.Fatal(err)
	}
	var requests []Request
	var policies []Policies
	for _, q := range questions {
		ps, err := q.policies()
		if err != nil {
			b.Fatal(err)
		}
		requests, policies = append(requests, q.request()), append(policies, ps)
	}
	for i := 0; b.Loop(); i++ {
		Evaluate(requests[i%len(requests)], policies[i%len(requests)])
	}
}

func BenchmarkDecide(b *testing.B) {
	raw, err := os.ReadFile("testdata/public_access_cases.json")
	if err != nil {
		b.Fatal(err)
	}
	var cases []publicCase
	if err := json.Unmarshal(raw, &cases); err != nil {
		b.Fatal(err)
	}
	var policies []ResourcePolicy
	for _, c := range cases {
		d, err := parseRaw(c.Policy)
		if err != nil {
			b.Fatal(err)
		}
		policies = append(policies, ResourcePolicy{Type: c.ResourceType, AccountID: c.AccountID, Document: d})
	}
	for i := 0; b.Loop(); i++ {
		Decide(policies[i%len(policies)])
	}
}
