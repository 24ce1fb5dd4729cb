package access

import (
	"fmt"
	"strings"
)

// Verdict is the answer to a request. The zero value is VerdictUnknown.
type Verdict uint8

// The four answers.
const (
	// VerdictUnknown: a fact that is not known decides, e.g. a condition key whose value was not given.
	VerdictUnknown Verdict = iota
	// VerdictAllowed: the request succeeds.
	VerdictAllowed
	// VerdictImplicitDeny: nothing that is required allows it.
	VerdictImplicitDeny
	// VerdictExplicitDeny: a Deny statement stops it.
	VerdictExplicitDeny
)

func (v Verdict) String() string {
	return [...]string{"unknown", "allowed", "implicitDeny", "explicitDeny"}[v]
}

// Policies are all policies that can decide a request. A kind of policy that does not exist stays nil.
type Policies struct {
	// Identity are the identity policies of the caller, those of its groups included.
	Identity []*Document
	// Boundary is the caller's permissions boundary.
	Boundary *Document
	// Session are the policies passed when the session was made (one inline and up to ten managed); one of them must allow.
	Session []*Document
	// Resource is the policy of the resource: bucket policy, key policy, role trust policy and so on. When it is nil the
	// resource's side is taken to leave the decision to IAM in the same account and to grant nothing to other accounts.
	Resource *Document
	// SCPs hold one list for each level from the organization's root to the account; every level must allow. nil means
	// that the account is in no organization or that SCPs are not part of the question.
	SCPs [][]*Document
	// RCPs hold one list for each level above the resource. RCPFullAWSAccess is always attached, so that only Deny counts.
	RCPs [][]*Document
	// ManagementAccount is the organization's management account, to which SCPs and RCPs do not apply; empty if not known.
	ManagementAccount string
	// SCPsUnknown and RCPsUnknown say that such policies may exist but could not be read: a request that all else allows
	// is then unknown.
	SCPsUnknown, RCPsUnknown bool
}

// Result is the answer of Evaluate.
type Result struct {
	Verdict Verdict
	// Statement decided: the Deny that stops the request or the Allow that lets it pass; nil where none did.
	Statement *Statement
	// Source names the policy of Statement, e.g. "identity policy 2", "service control policy, level 1".
	Source string
	// Why is one sentence for a reader.
	Why string
}

// Evaluate decides a request as the IAM user guide describes in "Policy evaluation logic": a Deny anywhere wins; then the
// organization's policies must allow; then, in one account, the identity side or the resource policy, and across accounts
// both. The identity side is the identity policies cut by the boundary and the session policies. Role trust policies and
// KMS key policies must themselves allow. It never guesses: where a key that is not known decides, the answer is unknown.
func Evaluate(r Request, ps Policies) Result {
	p := r.prepare()
	p.bounded = ps.Boundary != nil
	return (&evaluation{p: &p, ps: &ps}).run()
}

type evaluation struct {
	p  *prepared
	ps *Policies
	// first Deny that may or does apply
	deny     truth
	denied   *Statement
	deniedIn string
}

func (e *evaluation) run() Result {
	scp := e.scps()
	e.rcps()
	var resource outcome
	if e.ps.Resource != nil {
		resource = resourcePolicy(e.ps.Resource, e.p)
		e.stop(resource, "resource policy")
	}
	identity := identityPolicies(given(e.ps.Identity), e.p)
	e.stop(identity, fmt.Sprintf("identity policy %d", identity.deniedIn+1))
	boundary, session := e.limit([]*Document{e.ps.Boundary}, "permissions boundary"), e.limit(e.ps.Session, "session policy")
	if e.deny == yes {
		return Result{VerdictExplicitDeny, e.denied, e.deniedIn, fmt.Sprintf("%s of the %s denies it", e.denied.Name(), e.deniedIn)}
	}
	g := e.granted(resource, identity, boundary, session)
	g.allow = g.allow.and(scp.allow)
	if scp.allow == no {
		return Result{Verdict: VerdictImplicitDeny, Source: scp.source, Why: "no statement of the " + scp.source + " allows it"}
	}
	switch {
	case g.allow == no:
		return Result{Verdict: VerdictImplicitDeny, Source: g.source, Why: g.why}
	case e.deny == maybe:
		return Result{VerdictUnknown, e.denied, e.deniedIn, fmt.Sprintf("%s of the %s denies it if its condition holds: %s", e.denied.Name(), e.deniedIn, e.open(e.denied))}
	case e.ps.SCPsUnknown && e.underSCPs(), e.ps.RCPsUnknown && e.underRCPs():
		return Result{VerdictUnknown, g.by, g.source, "all policies that are known allow it, but the organization's policies could not be read"}
	case g.allow == maybe:
		return Result{VerdictUnknown, g.by, g.source, g.why + e.hangs(g.by)}
	}
	return Result{VerdictAllowed, g.by, g.source, g.why}
}

// stop notes a Deny.
func (e *evaluation) stop(o outcome, source string) {
	if o.deny > e.deny {
		e.deny, e.denied, e.deniedIn = o.deny, o.denied, source
	}
}

// hangs says which condition leaves an Allow open.
func (e *evaluation) hangs(s *Statement) string {
	if s == nil {
		return ""
	}
	return ", if its condition holds: " + e.open(s)
}

// open lists the statement's conditions that cannot be decided.
func (e *evaluation) open(s *Statement) string {
	var out []string
	for i := range s.Conditions {
		if s.condition(i, e.p.ctx) == maybe {
			out = append(out, s.Conditions[i].Key+" is not known")
		}
	}
	if len(out) == 0 {
		return "a policy variable has no known value"
	}
	return strings.Join(out, ", ")
}

// side is one side's say.
type side struct {
	allow  truth
	by     *Statement
	source string
	why    string
}

// limit evaluates policies that only limit: without any the answer is yes.
func (e *evaluation) limit(ds []*Document, name string) side {
	ds = given(ds)
	if len(ds) == 0 {
		return side{allow: yes}
	}
	o := identityPolicies(ds, e.p)
	e.stop(o, name)
	return side{o.allow, o.admit, name, "the " + name + " does not allow it"}
}

// underSCPs reports whether service control policies apply: to users and roles of member accounts, not to the management
// account, service-linked roles or services (Organizations user guide, "Service control policies").
func (e *evaluation) underSCPs() bool {
	c := e.p.caller
	return c.kind == KindAWS && c.account != e.ps.ManagementAccount && !c.serviceLinked()
}

// serviceLinked reports whether the caller is a service-linked role.
func (c caller) serviceLinked() bool {
	role, _ := c.session()
	return strings.Contains(c.identity, ":role/aws-service-role/") || strings.HasPrefix(role, "AWSServiceRoleFor")
}

func (e *evaluation) scps() side {
	out := side{allow: yes}
	if !e.underSCPs() {
		return out
	}
	for i, level := range e.ps.SCPs {
		name := fmt.Sprintf("service control policies, level %d", i+1)
		o := identityPolicies(given(level), e.p)
		e.stop(o, name)
		if o.allow < out.allow {
			out = side{allow: o.allow, by: o.admit, source: name}
		}
	}
	return out
}

// mustAllow reports whether the resource policy has to allow by itself: role trust and key policies do.
func (e *evaluation) mustAllow() bool {
	return e.ps.Resource != nil && (strings.HasPrefix(e.p.action, "sts:assumerole") || strings.HasPrefix(e.p.action, "kms:"))
}

// granted decides whether what is required allows, after all Deny statements.
func (e *evaluation) granted(resource, identity outcome, boundary, session side) side {
	c := e.p.caller
	byResource := side{resource.allow, resource.admit, "resource policy", "the resource policy lets the caller in"}
	byIdentity := side{identity.allow, identity.admit, fmt.Sprintf("identity policy %d", identity.admitIn+1), "an identity policy allows it"}
	if c.kind != KindAWS {
		if resource.allow == no {
			byResource.why = "the resource policy does not name the caller, and it has no other policy"
		}
		return byResource
	}
	if c.arn.resource == "root" {
		byIdentity = side{allow: yes, source: "root user", why: "the root user has full access to its account"}
	} else {
		byIdentity = byIdentity.cut(boundary).cut(session)
		if identity.allow == no {
			byIdentity.why = "no identity policy allows it"
		}
	}
	if c.account != e.p.account && e.p.account != "" {
		return across(byIdentity, byResource)
	}
	if e.mustAllow() && resource.allow == no {
		byResource.why = "the role's trust policy or the key policy does not let the caller in, and it must"
		return byResource
	}
	if e.mustAllow() && resource.by == matchAccount {
		return byIdentity.cut(side{resource.allow, resource.admit, "resource policy", "the resource policy does not let the account in"})
	}
	switch resource.by {
	case matchAll, matchDirect:
		// not limited by what the identity side merely does not allow
	case matchRole:
		byResource = byResource.cut(boundary).cut(session)
	default:
		return byIdentity // nobody, or the account, which leaves the decision to IAM
	}
	if byResource.allow >= byIdentity.allow && byResource.allow != no {
		return byResource
	}
	return byIdentity
}

// cut limits a part by another.
func (a side) cut(limit side) side {
	if limit.allow < a.allow {
		return side{limit.allow, limit.by, limit.source, limit.why}
	}
	return a
}

// across joins the two sides of a request to another account.
func across(identity, resource side) side {
	switch {
	case identity.allow == no:
		identity.why += ", and across accounts both sides must allow"
		return identity
	case resource.allow == no:
		resource.why = "the resource policy does not let the caller's account in, and across accounts both sides must allow"
		return resource
	case resource.allow < identity.allow:
		return resource
	}
	identity.why += ", and the resource policy lets the caller's account in"
	return identity
}
