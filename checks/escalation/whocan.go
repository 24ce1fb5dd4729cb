package escalation

import (
	"strings"

	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/kms"
	"demarc/inventory/lambda"
	"demarc/inventory/s3"
)

// Who is the answer to the question who can use an action on a resource.
type Who struct {
	// Principals are those of the account, sorted by ARN.
	Principals []access.Who
	// Outside are grants of the resource's policy to others than the account, each with a request that the policy allows.
	Outside []access.Grant
	// Missing says what was not read, for this question: the model's, and the policy of the resource.
	Missing []Missing
}

// policed are the services whose resource policies a snapshot can hold, and the kind and call that bring them.
func policed(service string) (inventory.Want, bool) {
	switch service {
	case "iam":
		return inventory.Want{Type: iam.RoleType}, true
	case "kms":
		return inventory.Want{Type: kms.KeyType, Calls: []*inventory.Call{kms.GetKeyPolicy}}, true
	case "lambda":
		return inventory.Want{Type: lambda.FunctionType, Calls: []*inventory.Call{lambda.GetPolicy}}, true
	case "s3":
		return inventory.Want{Type: s3.BucketType, Calls: []*inventory.Call{s3.GetBucketPolicy}}, true
	}
	return inventory.Want{}, false
}

// WantsFor is Wants with what tells the policy of a resource.
func WantsFor(resource string) []inventory.Want {
	out := Wants()
	if w, ok := policed(serviceOf(resource)); ok {
		out = append(out, w)
	}
	return out
}

func serviceOf(arn string) string {
	if p := strings.SplitN(arn, ":", 6); len(p) == 6 && p[0] == "arn" {
		return p[2]
	}
	return ""
}

// WhoCan says who can use an action on a resource, after identity policies, boundaries and the policy of the resource.
func (m *Model) WhoCan(action, resource string) Who {
	w := Who{Missing: m.missing}
	doc, what, gap := m.policyOf(resource)
	if gap != nil {
		w.Missing = append(w.Missing[:len(w.Missing):len(w.Missing)], Missing{what, gap.String()})
	}
	w.Principals = m.graph.WhoCanUnder(action, resource, doc)
	for i := range w.Principals {
		if p := &w.Principals[i]; m.unsure[p.ARN] {
			p.Possible = true
		}
	}
	if doc == nil {
		return w
	}
	// What callers of other accounts need on their own side they can give themselves.
	own, err := access.Parse([]byte(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`))
	if err != nil {
		return w
	}
	for _, g := range access.Decide(access.ResourcePolicy{Type: serviceOf(resource), ARN: resource, AccountID: m.snap.Account, Document: doc}).Grants {
		if g.Witness == nil || g.Class <= access.ClassSameAccount {
			continue
		}
		r := *g.Witness
		r.Action, r.Resource, r.ResourceAccount = action, resource, m.snap.Account
		if access.Evaluate(r, access.Policies{Resource: doc, Identity: []*access.Document{own}}).Verdict == access.VerdictAllowed {
			g.Witness = &r
			w.Outside = append(w.Outside, g)
		}
	}
	return w
}

// policyOf returns the policy of a resource, nil where it has none. The gap says why that is not known, what of.
func (m *Model) policyOf(resource string) (doc *access.Document, what string, gap *inventory.Gap) {
	service := serviceOf(resource)
	want, known := policed(service)
	switch {
	case service == "", service == "iam" && !strings.Contains(resource, ":role/"):
		return nil, "", nil // no resource that could have a policy
	case !known:
		return nil, "the policy of " + resource, &inventory.Gap{Class: inventory.NotAsked, Detail: "policies of " + service + " are not read"}
	}
	found, fact := m.policyFact(service, resource)
	what = string(want.Type.Kind) + " " + resource
	if !found {
		if gaps := incomplete(m.snap, want.Type); len(gaps) > 0 {
			return nil, what, gaps[0]
		}
		return nil, what, &inventory.Gap{Class: inventory.Omitted, Call: want.Type.List.String(), Detail: "no resource of the account has this ARN, so its policy is left out"}
	}
	text, gap := fact.Get()
	switch {
	case gap != nil:
		return nil, what, gap
	case text == "":
		return nil, what, nil
	}
	doc, err := access.Parse([]byte(text))
	if err != nil {
		return nil, what, &inventory.Gap{Class: inventory.Failed, Detail: "not readable as a policy: " + err.Error()}
	}
	return doc, what, nil
}

// policyFact looks for a resource by its ARN. The object of a bucket has the bucket's policy.
func (m *Model) policyFact(service, resource string) (found bool, f inventory.Fact[string]) {
	bucket, _, _ := strings.Cut(resource, "/")
	each(m.snap, func(x *iam.Role) {
		if service == "iam" && x.ARN == resource {
			found, f = true, x.AssumeRolePolicyDocument
		}
	})
	each(m.snap, func(x *kms.Key) {
		if service == "kms" && x.ARN == resource {
			found, f = true, x.Policy
		}
	})
	each(m.snap, func(x *lambda.Function) {
		if service == "lambda" && x.ARN == resource {
			found, f = true, x.Policy
		}
	})
	each(m.snap, func(x *s3.Bucket) {
		if service == "s3" && x.ARN == bucket {
			found, f = true, x.Policy
		}
	})
	return found, f
}
