package ecr

import (
	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
)

// decide reads a policy and says how far it reaches. The second result is the verdict where there is nothing to decide:
// no policy is no access for others, and a text that is no policy is unknown.
func decide[T any](v *checks.View[T], fact inventory.Fact[string], kind, arn string) (access.Decision, *checks.Verdict) {
	var out checks.Verdict
	text, known := checks.Read(v, fact)
	switch {
	case !known:
		out = v.Unknown("the policy was not read")
	case text == "":
		out = v.Pass("there is no policy: only IAM policies of the account let anybody in")
	default:
		doc, err := access.Parse([]byte(text))
		if err == nil {
			return access.Decide(access.ResourcePolicy{Type: kind, ARN: arn, AccountID: v.Account(), OrgID: v.Policy().OrganizationID, Partition: v.Partition(), Document: doc}), nil
		}
		out = v.Unknown("the policy cannot be read: %v", err)
	}
	return access.Decision{}, &out
}

// strangers judges whether a policy lets in accounts or organisations that are not trusted.
func strangers[T any](v *checks.View[T], d access.Decision) checks.Verdict {
	outsiders := v.Policy().Outsiders(d.Accounts, d.Orgs)
	switch {
	case d.Class.Public():
		return v.Fail("the policy is %s: %s", d.Class, d.Why)
	case len(outsiders) > 0:
		return v.Fail("the policy lets in %s", checks.First(outsiders, 5))
	case d.Class == access.ClassUnknown:
		return v.Unknown("it cannot be told whom the policy lets in: %s", d.Why)
	}
	return v.Pass("the policy lets in no account that is not trusted")
}
