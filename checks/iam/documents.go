package iam

import (
	"fmt"
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
)

// A finding is what a question found in a policy: what, and how bad; the zero finding is nothing.
type finding struct {
	text     string
	severity checks.Severity // NoSeverity is the check's own
}

// inline asks one question of each inline policy, and fails with the worst answer. Documents that cannot be read stand in
// the way of a pass alone.
func inline[T any](v *checks.View[T], f inventory.Fact[[]iam.InlinePolicy], question func(*access.Document) finding) checks.Verdict {
	list, ok := checks.Read(v, f)
	if !ok {
		return checks.Verdict{}
	}
	var worst finding
	var broken []string
	for _, p := range list {
		doc, err := parse(v, p.PolicyDocument)
		if err != nil {
			broken = append(broken, fmt.Sprintf("%s (%v)", p.PolicyName, err))
			continue
		}
		if got := question(doc); got.text != "" && (worst.text == "" || got.severity == checks.NoSeverity && worst.severity != checks.NoSeverity) {
			worst = finding{"inline policy " + p.PolicyName + ": " + got.text, got.severity}
		}
	}
	switch {
	case worst.text != "":
		return v.Fail("%s", worst.text).At(worst.severity)
	case len(broken) > 0:
		return v.Unknown("not readable as policies: %s", several(broken))
	}
	if len(list) == 0 {
		return v.Pass("there are no inline policies")
	}
	return v.Pass("none of the inline policies does: %s", policyNames(list))
}

// managed asks one question of a managed policy's document.
func managed(v *checks.View[iam.Policy], question func(*access.Document) finding) checks.Verdict {
	text, ok := checks.Read(v, v.Resource.Document)
	if !ok {
		return checks.Verdict{}
	}
	doc, err := parse(v, text)
	if err != nil {
		return v.Unknown("the document is not readable as a policy: %v", err)
	}
	if got := question(doc); got.text != "" {
		return v.Fail("%s", got.text).At(got.severity)
	}
	return v.Pass("no statement of the default version does")
}

// adminPower is the question whether a policy makes its principal an administrator, at once or in one step.
func adminPower[T any](v *checks.View[T]) func(*access.Document) finding {
	return func(doc *access.Document) finding {
		r := power(v, doc)
		text := r.Why
		if r.Conditional {
			text += ", under a condition"
		}
		switch r.Power {
		case access.PowerAdmin:
			return finding{text: text}
		case access.PowerAdminLike:
			return finding{text, checks.Medium}
		}
		return finding{}
	}
}

// decryptAll is the question of FSBP's KMS.1 and KMS.2: may the principal decrypt with a key that the policy does not
// name? The request is for a key that nobody has, in a region that the policy names, if it names any.
func decryptAll(partition, account string) func(*access.Document) finding {
	return func(doc *access.Document) finding {
		var maybe string
		for _, region := range regionsOf(doc) {
			key := "arn:" + partition + ":kms:" + region + ":" + account + ":key/00000000-0000-4000-8000-000000000000"
			for _, action := range []string{"kms:Decrypt", "kms:ReEncryptFrom"} {
				switch r := ask(doc, nil, account, partition, action, key); r.Verdict {
				case access.VerdictAllowed:
					return finding{text: r.Statement.Name() + " allows " + action + " with every key"}
				case access.VerdictUnknown:
					maybe = action
				}
			}
		}
		if maybe != "" {
			return finding{maybe + " with every key is allowed under a condition", checks.Low}
		}
		return finding{}
	}
}

// regionsOf returns the regions that the Allow statements of a policy name in their resources, and one more.
func regionsOf(doc *access.Document) []string {
	out := []string{"us-east-1"}
	for i := range doc.Statements {
		for _, r := range doc.Statements[i].Resource {
			if p := strings.SplitN(r.Text, ":", 6); len(p) == 6 && p[3] != "" && !strings.ContainsAny(p[3], "*?$") {
				out = append(out, p[3])
			}
		}
	}
	return out
}

// ask evaluates a request of a principal of the account that has one identity policy. Condition keys that the policy
// names are unknown, so that what hangs on them is neither allowed nor denied.
func ask(identity, resource *access.Document, account, partition, action, arn string) access.Result {
	ctx := access.NewContext(nil)
	for _, s := range identity.Statements {
		for _, c := range s.Conditions {
			ctx.SetUnknown(c.Key)
		}
	}
	return access.Evaluate(access.Request{
		Principal: "arn:" + partition + ":iam::" + account + ":role/zzzz", Action: action, Resource: arn, Context: ctx,
	}, access.Policies{Identity: []*access.Document{identity}, Resource: resource})
}

// A named document is a policy of a principal, with what people call it.
type named struct {
	name string
	doc  *access.Document
}

// documents returns the policies of a principal that give it permissions, and names those that cannot be read.
func documents[T any](v *checks.View[T], inline inventory.Fact[[]iam.InlinePolicy], attached inventory.Fact[[]iam.AttachedPolicy]) (docs []named, lost []string) {
	add := func(name, text string) {
		if doc, err := parse(v, text); err == nil {
			docs = append(docs, named{name, doc})
		} else {
			lost = append(lost, name)
		}
	}
	own, _ := checks.Read(v, inline)
	for _, p := range own {
		add("inline policy "+p.PolicyName, p.PolicyDocument)
	}
	managed, _ := checks.Read(v, attached)
	for _, a := range managed {
		p, found := checks.Find[iam.Policy](v, "", a.PolicyArn)
		if !found {
			lost = append(lost, a.PolicyArn)
			continue
		}
		if text, ok := checks.Read(v, p.Document); ok {
			add(a.PolicyArn, text)
		}
	}
	return docs, lost
}

// administrator says by which policy, or by all taken together, a principal is an administrator.
func administrator[T any](v *checks.View[T], docs []named) (why string, admin bool) {
	all := make([]*access.Document, len(docs))
	for i, d := range docs {
		all[i] = d.doc
	}
	var r access.AdminResult
	if len(all) == 1 {
		r = power(v, all[0])
	} else {
		r = access.Admin(all...)
	}
	if r.Power != access.PowerAdmin {
		return r.Why, false
	}
	for _, d := range docs {
		if one := power(v, d.doc); one.Power == access.PowerAdmin {
			return d.name + ": " + one.Why, true
		}
	}
	return "its policies taken together allow every action on every resource", true
}

// bounded judges whether an administrator has a permissions boundary.
func bounded[T any](v *checks.View[T], docs []named, lost []string, boundary inventory.Fact[string]) checks.Verdict {
	why, admin := administrator(v, docs)
	switch {
	case admin:
	case len(lost) > 0:
		return v.Unknown("not readable, or not in the listing: %s", several(lost))
	default:
		return v.NotApplicable("not an administrator: %s", why)
	}
	arn, ok := checks.Read(v, boundary)
	switch {
	case !ok:
		return checks.Verdict{}
	case arn == "":
		return v.Fail("%s, and there is no permissions boundary", why)
	}
	return v.Pass("the permissions boundary is %s", arn)
}
