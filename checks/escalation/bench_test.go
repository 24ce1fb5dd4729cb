package escalation

import (
	"fmt"
	"testing"

	"demarc/inventory"
	"demarc/inventory/iam"
)

// crowd is an account of n principals, two fifths of them users, and as many policies as they would have: each principal
// with one of them and an inline policy, one in a hundred of them an administrator or close to one.
func crowd(n int) *inventory.Snapshot {
	w := newWorld()
	arn := func(kind string, i int) string { return fmt.Sprintf("arn:aws:iam::%s:%s/p%d", account, kind, i) }
	for i := range n * 2 / 5 {
		doc := allow(fmt.Sprintf(`["s3:GetObject","sqs:SendMessage","dynamodb:%s*"]`, []string{"Get", "Put", "Query"}[i%3]), fmt.Sprintf(`"arn:aws:s3:::bucket-%d/*"`, i))
		if i%100 == 7 {
			doc = allow(`["iam:PassRole","lambda:*"]`, `"*"`)
		}
		w.more = append(w.more, &iam.Policy{Ref: inventory.Ref{ID: arn("policy", i), ARN: arn("policy", i)}, Document: inventory.Known(doc)})
	}
	for i := range n {
		own := inventory.Known([]iam.InlinePolicy{{PolicyName: "own", PolicyDocument: allow(`["logs:PutLogEvents","sts:AssumeRole"]`, fmt.Sprintf(`["arn:aws:logs:*:*:log-group:g%d","%s"]`, i, arn("role", (i+1)%n)))}})
		attached := inventory.Known([]iam.AttachedPolicy{{PolicyArn: arn("policy", i%(n*2/5))}})
		if i%100 == 3 {
			attached = inventory.Known([]iam.AttachedPolicy{{PolicyArn: full}})
		}
		if i%5 < 2 {
			w.more = append(w.more, &iam.User{Ref: inventory.Ref{ID: fmt.Sprint("p", i), ARN: arn("user", i)}, GroupList: inventory.Known([]string{"staff"}), UserPolicyList: own,
				AttachedManagedPolicies: attached, PermissionsBoundaryArn: inventory.Known("")})
			continue
		}
		trust := trusts(`{"Service":"lambda.amazonaws.com"}`)
		if i%7 == 0 {
			trust = trusts(`{"AWS":"` + arn("role", (i+1)%n) + `"}`)
		}
		w.more = append(w.more, &iam.Role{Ref: inventory.Ref{ID: fmt.Sprint("p", i), ARN: arn("role", i)}, AssumeRolePolicyDocument: trust, RolePolicyList: own,
			AttachedManagedPolicies: attached, PermissionsBoundaryArn: inventory.Known(""), InstanceProfileList: inventory.Known([]string{})})
	}
	return w.snapshot()
}

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{100, 1000, 5000} {
		s := crowd(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				m := New(s)
				if len(m.Escalations()) == 0 || len(m.Missing()) > 0 {
					b.Fatalf("%d escalations, missing %v", len(m.Escalations()), m.Missing())
				}
			}
		})
	}
}
