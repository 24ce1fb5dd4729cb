package access

import (
	"strings"
)

// caller is who makes a request, taken apart once.
type caller struct {
	kind    PrincipalKind // "" is anonymous
	name    string        // as given: an ARN, a service name, a provider
	account string        // "" for services, federated and anonymous callers
	arn     arn
	// identity is the ARN that aws:PrincipalArn has: of the role for a role session.
	identity string
	userID   string // the part before the colon of aws:userid, "" when not known
}

// arn is an ARN in its six parts; ok is false for other text.
type arn struct {
	partition, service, region, account, resource string
	ok                                            bool
}

func parseARN(s string) arn {
	p := strings.SplitN(s, ":", 6)
	if len(p) != 6 || p[0] != "arn" {
		return arn{}
	}
	return arn{partition: p[1], service: p[2], region: p[3], account: p[4], resource: p[5], ok: true}
}

// isAccount reports whether s is an AWS account id: twelve digits.
func isAccount(s string) bool {
	if len(s) != 12 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// webIdentity are the providers that a policy names without an ARN.
func webIdentity(s string) bool {
	switch s {
	case "cognito-identity.amazonaws.com", "cognito-identity-us-gov.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com":
		return true
	}
	return false
}

// isServiceName reports whether s has the form of a service principal.
func isServiceName(s string) bool {
	if webIdentity(s) || strings.ContainsAny(s, "*?/: ") {
		return false
	}
	for _, suffix := range []string{".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".aws.internal", ".amazonaws.eu", ".aws.com"} {
		if strings.HasSuffix(s, suffix) && len(s) > len(suffix) {
			return true
		}
	}
	return false
}

// parseCaller reads the principal of a request: "*" or "" is an unsigned request, an account id is its root user,
// anything else an ARN, a service principal or an identity provider.
func parseCaller(s string) caller {
	c := caller{name: s}
	switch {
	case s == "" || s == "*":
		c.name = "*"
		return c
	case isAccount(s):
		s = "arn:aws:iam::" + s + ":root"
	case isServiceName(s):
		c.kind = KindService
		return c
	case webIdentity(s):
		c.kind = KindFederated
		return c
	}
	c.name = s
	c.arn = parseARN(s)
	switch {
	case !c.arn.ok:
		c.kind = KindFederated
		if len(s) == 64 && !strings.ContainsAny(s, ".:/") {
			c.kind = KindCanonical
		}
		return c
	case c.arn.service == "iam" && (strings.HasPrefix(c.arn.resource, "saml-provider/") || strings.HasPrefix(c.arn.resource, "oidc-provider/")):
		c.kind = KindFederated
		return c
	}
	c.kind, c.account, c.identity = KindAWS, c.arn.account, s
	if role, ok := c.session(); ok {
		c.identity = "arn:" + c.arn.partition + ":iam::" + c.account + ":role/" + role
	}
	return c
}

// session returns the role of a role session.
func (c caller) session() (role string, ok bool) {
	if c.arn.service != "sts" {
		return "", false
	}
	rest, found := strings.CutPrefix(c.arn.resource, "assumed-role/")
	if !found {
		return "", false
	}
	role, _, ok = strings.Cut(rest, "/")
	return role, ok
}

// match is how a principal element of a policy meets a caller.
type match uint8

const (
	matchNone    match = iota
	matchAccount       // through the account: IAM of that account decides further
	matchRole          // the role's ARN: boundary and session policies still limit it
	matchDirect        // the user or the session itself, a service, a provider
	matchAll           // "*"
)

// match returns how strongly the principals name the caller. With strict, an entry that AWS refuses (a wildcard inside
// an ARN) names nobody; otherwise it is read as the pattern that its author meant, so that a grant is not overlooked.
func (p *Principals) match(c caller, strict bool) match {
	best := matchNone
	if p.Everyone {
		best = matchAll
	}
	for _, e := range p.Entries {
		if m := e.match(c, strict); m != matchNone && (best == matchNone || m == matchDirect) {
			best = m
		}
	}
	return best
}

func (e PrincipalEntry) match(c caller, strict bool) match {
	if e.Kind == KindAWS && e.Text == "*" {
		return matchAll
	}
	if e.Kind != KindAWS {
		if e.Kind == c.kind && (e.Text == c.name || e.Kind == KindService && e.Text == "*" && !strict) {
			return matchDirect
		}
		return matchNone
	}
	if c.kind != KindAWS {
		return matchNone
	}
	if isAccount(e.Text) {
		return matchIf(e.Text == c.account, matchAccount)
	}
	if c.userID != "" && e.Text == c.userID {
		return matchDirect
	}
	a := parseARN(e.Text)
	if !a.ok {
		return matchNone
	}
	if strings.ContainsAny(e.Text, "*?") {
		return matchIf(!strict && wildcardPrincipal(e.Text, a, c), matchDirect)
	}
	switch {
	case a.service == "iam" && a.resource == "root":
		return matchIf(a.account == c.account && a.partition == c.arn.partition, matchAccount)
	case e.Text == c.name:
		return matchIf(strings.HasPrefix(a.resource, "role/"), matchRole).or(matchDirect)
	}
	role, ok := c.session()
	if ok && a.service == "iam" && a.account == c.account && strings.HasPrefix(a.resource, "role/") {
		return matchIf(a.resource[strings.LastIndexByte(a.resource, '/')+1:] == role, matchRole)
	}
	return matchNone
}

func matchIf(ok bool, m match) match {
	if ok {
		return m
	}
	return matchNone
}

func (m match) or(other match) match {
	if m == matchNone {
		return other
	}
	return m
}

func wildcardPrincipal(text string, a arn, c caller) bool {
	if a.resource == "root" || a.resource == "*" {
		return wild(a.account).match(c.account)
	}
	return wild(text).match(c.name) || wild(text).match(c.identity)
}
