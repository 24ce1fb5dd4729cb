package resourcepolicy

import (
	"strings"

	"demarc/checks"
	"demarc/checks/access"
)

// decided is the Run of a check that judges a decision.
func decided[T any](of func(*T) Policy, judge func(*checks.View[T], access.Decision) checks.Verdict) func(*checks.View[T]) checks.Verdict {
	return func(v *checks.View[T]) checks.Verdict {
		d, unread := Decide(v, of(v.Resource))
		if unread != nil {
			return *unread
		}
		return judge(v, d)
	}
}

// NotPublic is the Run of a check that wants a policy to keep strangers out.
func NotPublic[T any](of func(*T) Policy) func(*checks.View[T]) checks.Verdict {
	return decided(of, JudgePublic)
}

// JudgePublic judges whether a decision keeps strangers out.
func JudgePublic[T any](v *checks.View[T], d access.Decision) checks.Verdict {
	switch {
	case d.Class.Public():
		return v.Fail("the policy is %s: %s", d.Class, d.Why)
	case d.Class == access.ClassUnknown:
		return v.Unknown("it cannot be told whether the policy lets strangers in: %s", d.Why)
	}
	return v.Pass("no stranger gets in: %s", d.Why)
}

// TrustedAccounts is the Run of a check that wants a policy to let in no account and no organisation but those that the
// user named. A policy that lets everyone in fails, too: strangers are not named.
func TrustedAccounts[T any](of func(*T) Policy) func(*checks.View[T]) checks.Verdict {
	return decided(of, JudgeTrusted)
}

// JudgeTrusted judges whether a decision lets in trusted accounts only.
func JudgeTrusted[T any](v *checks.View[T], d access.Decision) checks.Verdict {
	outsiders := v.Policy().Outsiders(d.Accounts, d.Orgs)
	hidden := unnamed(d)
	switch {
	case d.Class.Public():
		return v.Fail("the policy is %s: %s", d.Class, d.Why)
	case len(outsiders) > 0:
		return v.Fail("the policy lets in %s%s", checks.First(outsiders, 5), proof(v.Policy(), d))
	case d.Class == access.ClassUnknown:
		return v.Unknown("it cannot be told whom the policy lets in: %s", d.Why)
	case len(hidden) > 0:
		return v.Unknown("the policy does not tell the account of those whom it lets in: %s", checks.First(hidden, 3))
	}
	return v.Pass("the policy names no account that is not trusted: %s", d.Why)
}

// TrustedAndBound is TrustedAccounts for a kind whose policies are not known to name services, so that no check of its
// own asks SourceBound: a service that may act for any customer lets in whom nobody named.
func TrustedAndBound[T any](of func(*T) Policy) func(*checks.View[T]) checks.Verdict {
	return decided(of, JudgeTrustedAndBound)
}

// JudgeTrustedAndBound judges whether a decision lets in trusted accounts, and services for named accounts, only.
func JudgeTrustedAndBound[T any](v *checks.View[T], d access.Decision) checks.Verdict {
	if deputies := loose(d); len(deputies) > 0 && !d.Class.Public() && len(v.Policy().Outsiders(d.Accounts, d.Orgs)) == 0 {
		return v.Fail("no condition says for which account: %s", checks.First(deputies, 3))
	}
	return JudgeTrusted(v, d)
}

// NamedAccounts is TrustedAndBound for a kind whose policy may be for everyone because something beside it asks callers who
// they are: a domain's users, an API's authorizers. public is the id of the check that weighs both.
func NamedAccounts[T any](of func(*T) Policy, public string) func(*checks.View[T]) checks.Verdict {
	return decided(of, func(v *checks.View[T], d access.Decision) checks.Verdict {
		if d.Class.Public() && len(v.Policy().Outsiders(d.Accounts, d.Orgs)) == 0 {
			return v.NotApplicable("the policy names nobody: it is for everyone, which %s judges", public)
		}
		return JudgeTrustedAndBound(v, d)
	})
}

// proof is a request by one of the outsiders, with the statement that allows it.
func proof(p *checks.Policy, d access.Decision) string {
	for _, g := range d.Grants {
		if g.Witness != nil && len(p.Outsiders(g.Accounts, g.Orgs)) > 0 {
			return ": by " + g.Statement.Name() + ", " + g.Witness.Form().String()
		}
	}
	return ""
}

// SourceBound is the Run of a check that wants services to be let in for named accounts or organisations only. A service
// that may act for whichever of its customers is a confused deputy; so is one that is bound to the name of a bucket
// alone, since a deleted name can be taken by others (IAM user guide, "The confused deputy problem").
func SourceBound[T any](of func(*T) Policy) func(*checks.View[T]) checks.Verdict {
	return decided(of, JudgeSourceBound)
}

// JudgeSourceBound judges whether a decision binds the services that it lets in. A policy that lets everybody in has worse
// to say than that.
func JudgeSourceBound[T any](v *checks.View[T], d access.Decision) checks.Verdict {
	deputies := loose(d)
	switch {
	case len(deputies) > 0:
		return v.Fail("no condition says for which account: %s", checks.First(deputies, 3))
	case d.Class.Public():
		return v.NotApplicable("the policy lets everybody in, services for any customer among them")
	case d.Class == access.ClassUnknown:
		return v.Unknown("it cannot be told whom the policy lets in: %s", d.Why)
	case len(d.Services) == 0:
		return v.Pass("the policy lets no service in by name")
	}
	return v.Pass("the policy binds %s to accounts", checks.First(d.Services, 3))
}

// loose are the grants to services that nothing binds to an account: neither a condition nor, since buckets have none in
// their names, a source.
func loose(d access.Decision) []string {
	var out []string
	for _, g := range d.Grants {
		switch {
		case g.Class != access.ClassServiceUnbounded && g.Class != access.ClassFixedPrincipal:
		case len(g.Services) > 0:
			out = append(out, g.Statement.Name()+" lets "+checks.First(g.Services, 2)+" in")
		case g.Witness != nil && isService(g.Witness.Principal):
			out = append(out, g.Statement.Name()+" lets any service in")
		}
	}
	return out
}

// unnamed are the callers, other than services, whose account the policy does not tell.
func unnamed(d access.Decision) []string {
	var out []string
	for _, g := range d.Grants {
		if g.Class == access.ClassFixedPrincipal && g.Witness != nil && !isService(g.Witness.Principal) {
			out = append(out, g.Statement.Name()+" lets "+g.Witness.Principal+" in")
		}
	}
	return out
}

// isService reports whether a principal is the name of a service.
func isService(principal string) bool {
	return strings.HasSuffix(principal, ".amazonaws.com") || strings.HasSuffix(principal, ".amazonaws.com.cn")
}

// TLSOnly is the Run of a check that wants a policy to refuse the actions of Policy.TLS without TLS.
func TLSOnly[T any](of func(*T) Policy) func(*checks.View[T]) checks.Verdict {
	return func(v *checks.View[T]) checks.Verdict {
		p := of(v.Resource)
		doc, unread := Document(v, p)
		switch {
		case unread != nil:
			return *unread
		case doc == nil:
			return v.Fail("there is no policy, so requests without TLS are answered")
		}
		switch r := checks.Recall(v, tls, tlsQuestion{ask(v, p, doc), p.TLS}); {
		case r.Required:
			return v.Pass("%s", r.Why)
		case r.Undecided:
			return v.Unknown("%s", r.Why)
		default:
			return v.Fail("%s", r.Why)
		}
	}
}
