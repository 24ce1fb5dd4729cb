package access

import "slices"

// worlds lists the kinds of callers to ask about, furthest first.
func worlds(rp *ResourcePolicy, f *facts) []world {
	var out []world
	out = append(out, public(rp, f)...)
	out = append(out, organisations(f)...)
	out = append(out, otherAccounts(rp, f)...)
	out = append(out, services(rp, f)...)
	out = append(out, providers(rp, f)...)
	out = append(out, narrower(rp, f)...)
	for _, org := range slices.Concat([]string{rp.OrgID, ""}, f.orgs, f.strangerOrgs) {
		if rp.AccountID != "" {
			out = append(out, world{class: ClassSameAccount, kind: KindAWS, account: rp.AccountID, org: org, via: rp.AccountID,
				open: []keyKind{keyNetwork, keyIdentity, keyToken, keyUnknown}})
		}
	}
	return out
}

// strangeSources are where a stranger's resources lie.
func strangeSources(account, partition string) []glob {
	return append(sourcesOf(account, partition), sourcesWithout()...)
}

// public callers: unsigned, of a strange account, and a service acting for a stranger under a statement for everyone.
func public(rp *ResourcePolicy, f *facts) []world {
	var out []world
	if rp.anonymous() {
		out = append(out, world{class: ClassPublic, everyone: true})
	}
	for _, a := range f.strangers {
		for _, o := range f.strangerOrgs {
			out = append(out, world{class: ClassAnyAWS, everyone: true, kind: KindAWS, account: a, org: o})
		}
	}
	if rp.service() == "iam" || f.servicesApart {
		return out // where the policy tells services apart, they are asked about by name
	}
	for _, a := range f.strangers {
		out = append(out, world{class: ClassAnyAWS, everyone: true, kind: KindService, service: "sns.amazonaws.com", source: a,
			sourceARN: strangeSources(a, rp.partition()), notARN: f.bareARNs})
	}
	return out
}

func organisations(f *facts) []world {
	var out []world
	for _, o := range f.orgs {
		name := o
		if o == ownOrg {
			name = "the resource's own organization"
		}
		for _, a := range f.strangers {
			out = append(out, world{class: ClassOrg, kind: KindAWS, account: a, org: o, orgs: []string{name},
				open: []keyKind{keyNetwork, keyIdentity, keyToken, keyUnknown}},
				world{class: ClassOrg, kind: KindAWS, everyone: true, account: a, viaOrg: o, orgs: []string{o}})
		}
	}
	return out
}

func otherAccounts(rp *ResourcePolicy, f *facts) []world {
	every := []keyKind{keyNetwork, keyIdentity, keyToken, keyUnknown}
	var out []world
	for _, a := range f.accounts {
		for _, o := range slices.Concat(f.strangerOrgs, f.orgs) {
			out = append(out, world{class: ClassCrossAccount, kind: KindAWS, account: a, org: o, accounts: []string{a}, open: every})
		}
		if rp.service() != "iam" {
			out = append(out, world{class: ClassCrossAccount, kind: KindService, everyone: true, service: "sns.amazonaws.com", source: a,
				sourceARN: strangeSources(a, rp.partition()), accounts: []string{a}})
		}
	}
	if rp.AccountID != "" && rp.service() != "iam" {
		out = append(out, world{class: ClassSameAccount, kind: KindService, everyone: true, service: "sns.amazonaws.com", source: rp.AccountID,
			sourceOrg: rp.OrgID, sourceARN: strangeSources(rp.AccountID, rp.partition()), open: every})
	}
	for _, via := range f.vias {
		w := world{class: ClassCrossAccount, kind: KindAWS, everyone: true, account: f.strangers[0], via: via, accounts: []string{via}}
		if via == rp.AccountID {
			w.class, w.accounts = ClassSameAccount, nil
		}
		out = append(out, w)
	}
	return out
}

// services: named ones for strangers, for other accounts, and for the own account.
func services(rp *ResourcePolicy, f *facts) []world {
	var out []world
	every := []keyKind{keyNetwork, keyIdentity, keyUnknown}
	bare := make([]glob, len(f.bareARNs))
	for i, v := range f.bareARNs {
		bare[i] = literal(v)
	}
	for _, name := range f.services {
		w := world{class: ClassServiceUnbounded, kind: KindService, service: name, open: every}
		for _, a := range f.strangers {
			w.source, w.sourceARN, w.notARN = a, strangeSources(a, rp.partition()), f.bareARNs
			out = append(out, w)
		}
		for _, a := range f.strangers {
			w.class, w.source, w.sourceARN, w.notARN = ClassFixedPrincipal, a, bare, nil
			out = append(out, w)
		}
		w.class = ClassServiceBounded
		w.open = append(slices.Clone(every), keyToken)
		for _, o := range f.orgs {
			w.source, w.sourceOrg, w.orgs = f.strangers[0], o, []string{o}
			w.sourceARN = strangeSources(w.source, rp.partition())
			out = append(out, w)
		}
		w.sourceOrg, w.orgs = rp.OrgID, nil
		for _, a := range f.accounts {
			w.source, w.sourceARN, w.accounts = a, slices.Concat(bare, sourcesOf(a, rp.partition())), []string{a}
			out = append(out, w)
		}
		w.accounts = nil
		if rp.AccountID != "" {
			w.source, w.sourceARN = rp.AccountID, slices.Concat(bare, sourcesOf(rp.AccountID, rp.partition()))
			out = append(out, w)
		}
	}
	return out
}

// providers: any of their identities, and those that the policy names.
func providers(rp *ResourcePolicy, f *facts) []world {
	var out []world
	for _, p := range f.providers {
		open := world{class: ClassServiceUnbounded, kind: KindFederated, provider: p}
		a := parseARN(p)
		switch foreign := a.ok && a.account != rp.AccountID; {
		case sharedProvider(providerHost(p)):
			open.class = ClassAnyAWS
		case foreign:
			open.class, open.accounts = ClassCrossAccount, []string{a.account}
		default:
			open.class = ClassSameAccount
		}
		named := open
		named.open = []keyKind{keyIdentity, keyNetwork, keyToken, keyUnknown}
		named.class = ClassSameAccount
		if len(open.accounts) > 0 {
			named.class = ClassCrossAccount
		}
		out = append(out, open, named)
	}
	return out
}

// narrower callers: everyone behind a named network, a fixed principal of unknown account, and whoever a key lets in that
// this package does not know.
func narrower(rp *ResourcePolicy, f *facts) []world {
	var out []world
	for _, id := range f.canonical {
		out = append(out, world{class: ClassFixedPrincipal, kind: KindCanonical, unresolvedPrincipal: id, open: []keyKind{keyNetwork, keyUnknown}})
	}
	for _, id := range f.origins {
		out = append(out, world{class: ClassFixedPrincipal, kind: KindAWS, account: "cloudfront", unresolvedPrincipal: id, open: []keyKind{keyNetwork, keyUnknown}})
	}
	bare := make([]glob, len(f.bareARNs))
	for i, v := range f.bareARNs {
		bare[i] = literal(v)
	}
	for _, a := range f.strangers {
		if len(bare) > 0 && rp.service() != "iam" {
			out = append(out, world{class: ClassFixedPrincipal, kind: KindService, everyone: true, service: "sns.amazonaws.com", source: a, sourceARN: bare})
		}
		for _, step := range []struct {
			class Class
			open  []keyKind
		}{
			{ClassNetwork, []keyKind{keyNetwork}},
			{ClassFixedPrincipal, []keyKind{keyNetwork, keyIdentity, keyToken}},
			{ClassUnknown, []keyKind{keyUnknown}},
			{ClassUnknown, []keyKind{keyNetwork, keyIdentity, keyToken, keyUnknown}},
		} {
			if rp.anonymous() {
				out = append(out, world{class: step.class, everyone: true, open: step.open})
			}
			out = append(out, world{class: step.class, kind: KindAWS, everyone: true, account: a, open: step.open})
		}
	}
	return out
}
