package access

import (
	"net/netip"
	"slices"
	"strings"
)

// facts are what a policy names: the accounts, organisations, services and providers that Decide has to ask about one by
// one, and samples of strangers that no name in the policy covers.
type facts struct {
	accounts      []string // other accounts named in full
	orgs          []string
	services      []string
	providers     []string
	canonical     []string
	origins       []string // CloudFront origin access identities
	bareARNs      []string // source ARNs without an account, e.g. of buckets
	vias          []string // accounts of access points and endpoints
	strangers     []string // account ids that the policy does not name, one for each way its wildcards can match
	strangerOrgs  []string // "" is an account in no organisation
	openAddresses []string // addresses outside every narrow range that the policy names
	conditions    []*Condition
	denies        []*Statement
	servicesApart bool // conditions tell services from other callers
	ownOrg        bool // a condition compares with the resource's organization
	// work is how much searching is left. A real policy needs a few thousand units.
	work int
}

// maxWork bounds Decide on hostile documents to about a second.
const maxWork = 1_000_000

// spend takes from the work that is left and reports whether there is any.
func (f *facts) spend(n int) bool {
	f.work -= n
	return f.work > 0
}

func (f *facts) exhausted() bool { return f.work <= 0 }

func gather(rp *ResourcePolicy) *facts {
	f := &facts{denies: denies(rp.Document), work: maxWork}
	for i := range rp.Document.Statements {
		s := &rp.Document.Statements[i]
		for _, p := range []*Principals{s.Principal, s.NotPrincipal} {
			if p != nil {
				f.principals(p)
			}
		}
		for k := range s.Conditions {
			if c := &s.Conditions[k]; !c.void {
				f.conditions = append(f.conditions, c)
				f.condition(c)
			}
		}
	}
	if f.ownOrg {
		f.orgs = append(f.orgs, rp.own("aws:resourceorgid"))
	}
	own := func(a string) bool { return a == rp.AccountID }
	f.accounts = slices.DeleteFunc(unique(f.accounts), own)
	f.orgs, f.services, f.providers = unique(f.orgs), unique(f.services), unique(f.providers)
	f.canonical, f.origins, f.bareARNs, f.vias = unique(f.canonical), unique(f.origins), unique(f.bareARNs), unique(f.vias)
	f.strangers = f.strangerAccounts(rp.AccountID)
	f.strangerOrgs = f.otherOrgs()
	f.openAddresses = f.addresses()
	return f
}

func unique(vs []string) []string {
	slices.Sort(vs)
	return slices.Compact(vs)
}

func (f *facts) principals(p *Principals) {
	for _, e := range p.Entries {
		switch a := parseARN(e.Text); {
		case e.Kind == KindService && e.Text == "*":
			f.services = append(f.services, "sns.amazonaws.com")
		case e.Kind == KindService && isServiceName(e.Text):
			f.services = append(f.services, e.Text)
		case e.Kind == KindFederated && (webIdentity(e.Text) || providerARN(a)):
			f.providers = append(f.providers, e.Text)
		case e.Kind == KindCanonical && len(e.Text) == 64:
			f.canonical = append(f.canonical, e.Text)
		case e.Kind != KindAWS:
		case isAccount(e.Text):
			f.accounts = append(f.accounts, e.Text)
		case a.ok && a.account == "cloudfront":
			f.origins = append(f.origins, e.Text)
		case a.ok && isAccount(a.account):
			f.accounts = append(f.accounts, a.account)
		}
	}
}

func providerARN(a arn) bool {
	kind, name, _ := strings.Cut(a.resource, "/")
	return a.ok && a.service == "iam" && isAccount(a.account) && (kind == "saml-provider" || kind == "oidc-provider") &&
		name != "" && !strings.ContainsAny(name, "*?")
}

// accountKeys hold an account id or an ARN.
var accountKeys = []string{"aws:principalaccount", "kms:calleraccount", "aws:principalarn", "aws:sourceaccount", "aws:sourceowner",
	"aws:sourcearn", "aws:userid", "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "aws:vpceaccount"}

func (f *facts) condition(c *Condition) {
	for _, t := range c.templates {
		for _, p := range t.parts {
			f.ownOrg = f.ownOrg || p.variable == "aws:resourceorgid"
		}
	}
	for _, v := range c.Values {
		if slices.Contains(accountKeys, c.key) {
			ids := accountIDs(v.Text)
			f.accounts = append(f.accounts, ids...)
			if kindOf(c.key) == keyVia {
				f.vias = append(f.vias, ids...)
			}
		}
		if c.key == "aws:sourcearn" {
			f.bare(v.Text, c.Operator.base == opArn)
		}
		switch c.key {
		case "aws:principalorgid", "aws:sourceorgid", "aws:vpceorgid", "aws:principalorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths":
			if id := before(v.Text, '/'); strings.HasPrefix(id, "o-") && !strings.ContainsAny(id, "*?$") {
				f.orgs = append(f.orgs, id)
			}
		case "aws:principalisawsservice":
			f.servicesApart = true
			f.services = append(f.services, "cloudtrail.amazonaws.com") // any service will do
		case "aws:principalservicename", "aws:principalservicenameslist":
			f.servicesApart = true
			if isServiceName(v.Text) {
				f.services = append(f.services, v.Text)
			}
		}
	}
}

// bare notes a source ARN that names a resource without its account.
func (f *facts) bare(text string, wildcards bool) {
	a := parseARN(text)
	if wildcards && a.service == "s3" {
		a.region, a.account = strings.Trim(a.region, "*"), strings.Trim(a.account, "*")
	}
	if isAccountless(a) && !strings.ContainsAny(a.partition+a.region+a.resource, "*?$") {
		f.bareARNs = append(f.bareARNs, "arn:"+a.partition+":"+a.service+":"+a.region+"::"+a.resource)
	}
}

// accountIDs are the runs of exactly twelve digits in a text.
func accountIDs(s string) []string {
	var out []string
	for _, run := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		if i := strings.Index(s, run); isAccount(run) && !touches(s, i, len(run)) {
			out = append(out, run)
		}
	}
	return out
}

// touches reports whether a wildcard stands beside the run, so that it is only a part of an id.
func touches(s string, i, n int) bool {
	return i > 0 && strings.IndexByte("*?", s[i-1]) >= 0 || i+n < len(s) && strings.IndexByte("*?", s[i+n]) >= 0
}

var twelveDigits = glob{digitOne, digitOne, digitOne, digitOne, digitOne, digitOne, digitOne, digitOne, digitOne, digitOne, digitOne, digitOne}

// strangerAccounts finds an account that no pattern of the policy covers, and one for every pattern and pair of
// patterns, none of them named in full.
func (f *facts) strangerAccounts(own string) []string {
	var patterns []glob
	named := demand{negate: true, any: []glob{literal(own)}}
	for _, a := range f.accounts {
		named.any = append(named.any, literal(a))
	}
	for _, c := range f.conditions {
		if !slices.Contains(accountKeys, c.key) {
			continue
		}
		for i := range c.templates {
			if g, ok := accountPart(c.templates[i].loose()); ok && len(patterns) < 8 {
				patterns = append(patterns, g)
			}
		}
	}
	var out []string
	try := func(ds ...demand) {
		ds = append([]demand{{any: []glob{twelveDigits}}, named}, ds...)
		if s, ok, _ := pick(ds); ok && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	try(demand{any: patterns, negate: true})
	for i, p := range patterns {
		try(demand{any: []glob{p}})
		for _, q := range patterns[:i] {
			try(demand{any: []glob{p}}, demand{any: []glob{q}})
		}
	}
	if len(out) == 0 {
		try()
	}
	return out
}

// accountPart is the pattern on the account of an account id or ARN pattern, if it has a wildcard.
func accountPart(g glob) (glob, bool) {
	start, colons := 0, 0
	for i, t := range g {
		if t != ':' {
			continue
		}
		if colons++; colons == 4 {
			start = i + 1
		} else if colons == 5 {
			g = g[start:i]
			break
		}
	}
	if colons == 4 {
		g = g[start:]
	}
	if colons > 0 && colons < 4 {
		return glob{anyRun}, true // the wildcard reaches over components
	}
	_, exact := g.text()
	return g, !exact
}

// otherOrgs finds organisations that the policy does not name, one for each pattern.
func (f *facts) otherOrgs() []string {
	out := []string{"", "o-strangers9"}
	named := demand{negate: true}
	for _, o := range f.orgs {
		named.any = append(named.any, literal(o))
	}
	shape := demand{any: []glob{append(literal("o-"), plainOne, plainRun)}}
	for _, c := range f.conditions {
		if c.key != "aws:principalorgid" && c.key != "aws:sourceorgid" && c.key != "aws:principalorgpaths" {
			continue
		}
		for i := range c.templates {
			g := c.templates[i].loose()
			if k := slices.Index(g, '/'); k >= 0 {
				g = g[:k]
			}
			if _, exact := g.text(); exact || len(out) > 8 {
				continue
			}
			if s, ok, _ := pick([]demand{shape, named, {any: []glob{g}}}); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// narrow is S3's line ("The meaning of public"): a range broader than /8 (IPv4) or /32 (IPv6) does not keep strangers out.
func narrow(p netip.Prefix) bool {
	return p.Bits() >= 32 || p.Addr().Is4() && p.Bits() >= 8
}

func (f *facts) addresses() []string {
	var wants []want
	var ranges []netip.Prefix
	for _, c := range f.conditions {
		if c.key != "aws:sourceip" || c.Operator.base != opIP {
			continue
		}
		wants = append(wants, want{c, true})
		for _, v := range c.Values {
			if p, ok := parseCIDR(v.Text); ok && narrow(p) {
				ranges = append(ranges, p)
			}
		}
	}
	return slices.DeleteFunc(candidates(wants), func(s string) bool {
		a, err := netip.ParseAddr(s)
		return err != nil || slices.ContainsFunc(ranges, func(p netip.Prefix) bool { return p.Contains(a) })
	})
}

// parties are the patterns that name a party in the policy's conditions on a claim.
func (f *facts) parties(key, claim string) []glob {
	var out []glob
	for _, c := range f.conditions {
		if c.key != key {
			continue
		}
		for i := range c.templates {
			if g, ok := bound(claim, c.templates[i].loose()); ok {
				out = append(out, g)
			}
		}
	}
	return out
}
