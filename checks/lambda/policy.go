package lambda

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
)

// decide reads a resource policy of Lambda's and says who can use what carries it. A text that is no policy is an
// unknown, which the second result says how to report.
func decide[T any](v *checks.View[T], f inventory.Fact[string], kind, arn string) (access.Decision, *checks.Verdict) {
	text, ok := checks.Read(v, f)
	if !ok {
		unread := v.Unknown("the policy was not read")
		return access.Decision{}, &unread
	}
	return decideText(v, text, kind, arn)
}

func decideText[T any](v *checks.View[T], text, kind, arn string) (access.Decision, *checks.Verdict) {
	rp := access.ResourcePolicy{Type: kind, ARN: arn, AccountID: v.Account(), OrgID: v.Policy().OrganizationID, Partition: v.Partition()}
	if text == "" { // there is no policy
		return access.Decide(rp), nil
	}
	doc, err := access.Parse([]byte(text))
	if err != nil {
		unread := v.Unknown("the policy cannot be read: %v", err)
		return access.Decision{}, &unread
	}
	rp.Document = doc
	return access.Decide(rp), nil
}

// notPublic judges whether a policy lets strangers in.
func notPublic[T any](v *checks.View[T], f inventory.Fact[string], kind, arn string) checks.Verdict {
	d, unread := decide(v, f, kind, arn)
	switch {
	case unread != nil:
		return *unread
	case d.Class.Public():
		return v.Fail("the policy is %s: %s", d.Class, d.Why)
	case d.Class == access.ClassUnknown:
		return v.Unknown("it cannot be told whether the policy lets strangers in: %s", d.Why)
	}
	return v.Pass("the policy lets no stranger in: %s", d.Why)
}

// trusted judges whether a policy lets in only accounts and organisations that the user named. One that lets everyone in
// fails too: strangers are not named.
func trusted[T any](v *checks.View[T], f inventory.Fact[string], kind, arn string) checks.Verdict {
	d, unread := decide(v, f, kind, arn)
	if unread != nil {
		return *unread
	}
	strangers := v.Policy().Outsiders(d.Accounts, d.Orgs)
	switch {
	case d.Class.Public():
		return v.Fail("the policy is %s: %s", d.Class, d.Why)
	case len(strangers) > 0:
		return v.Fail("the policy lets in %s", checks.First(strangers, 5))
	case d.Class == access.ClassUnknown:
		return v.Unknown("it cannot be told whom the policy lets in: %s", d.Why)
	}
	return v.Pass("the policy lets in no account that is not trusted")
}
