package access

import (
	"math"
	"net/netip"
	"slices"
	"strconv"
	"time"
)

// assign finds values of one variable that meet all its demands; nil values with ok means that the request lacks the
// key. Without a context, values that hold policy variables are left out.
func (s *solver) assign(key string, ctx *Context) (values []string, ok bool) {
	wants := s.wants[key]
	if ctx == nil {
		if s.dynamic(key) {
			return nil, true
		}
		ctx = &Context{}
	}
	if key == varAction || key == varResource {
		v, found := s.pick(s.demands[key])
		return []string{v}, found
	}
	if key == varIdentity && s.caller != "" {
		id := []string{parseCaller(s.caller).identity}
		return id, meets(wants, id, ctx)
	}
	if s.rp.lacks(key) {
		return nil, meets(wants, nil, ctx)
	}
	if fixed, tied := s.w.choices(key); tied {
		for _, v := range fixed {
			if vs := present(v); meets(wants, vs, ctx) {
				return vs, true
			}
		}
		return nil, false
	}
	ds, mandatory, tied := s.w.domain(key, s.rp.partition())
	if tied && ds == nil {
		return nil, meets(wants, nil, ctx)
	}
	if !mandatory && !slices.Contains(alwaysPresent, key) && meets(wants, nil, ctx) {
		return nil, true
	}
	ds = append(ds, s.demands[key]...)
	if key == varIdentity || key == "aws:sourcearn" {
		ds = append(ds, s.notOthers())
	}
	limits, only := s.limits(key, tied)
	if only != nil {
		for _, v := range only {
			if meets(wants, []string{v}, ctx) {
				return []string{v}, true
			}
		}
		return nil, false
	}
	ds = append(ds, limits...)
	return s.values(ds, wants, ctx)
}

// notOthers: an ARN of one account does not name another, known one somewhere in its middle.
func (s *solver) notOthers() demand {
	d := demand{negate: true}
	for _, a := range append(slices.Clone(s.facts.accounts), s.rp.AccountID) {
		if a != "" && a != s.w.account && (s.w.kind != KindService || a != s.w.source) {
			d.any = append(d.any, slices.Concat(glob{anyRun, ':'}, literal(a), glob{':', anyRun}), append(glob{anyRun, ':'}, literal(a)...))
		}
	}
	return d
}

func present(v string) []string {
	if v == absentKey {
		return nil
	}
	return []string{v}
}

func meets(wants []want, values []string, ctx *Context) bool {
	for _, w := range wants {
		if w.c.evalValues(values, ctx) != truthOf(w.holds) {
			return false
		}
	}
	return true
}

// limits are the demands that keep a key's value a stranger's: for some kinds of keys a list of values, for claims of
// an identity provider that they name no party which the policy names.
func (s *solver) limits(key string, tied bool) (ds []demand, only []string) {
	if claim, ok := s.w.claim(key); ok {
		if slices.Contains(s.w.open, keyIdentity) || !claimBinds(providerHost(s.w.provider), claim) {
			return nil, nil
		}
		return []demand{{any: s.facts.parties(key, claim), negate: true}}, nil
	}
	kind := kindOf(key)
	if s.w.kind == KindFederated && kind != keyNetwork {
		return nil, nil
	}
	if tied || kind == keyFree || kind == keyVia || slices.Contains(s.w.open, kind) {
		return nil, nil
	}
	if key == "aws:sourceip" {
		return nil, s.facts.openAddresses
	}
	return nil, strangers(key)
}

// values looks for values that meet the demands and the wants.
func (s *solver) values(ds []demand, wants []want, ctx *Context) ([]string, bool) {
	all, some := slices.Clone(ds), []demand{}
	sets, other, graded := false, false, false
	for _, w := range wants {
		d, universal, isText := w.demand(ctx)
		switch {
		case !isText:
			other = other || w.c.Operator.base != opNull
			graded = graded || w.c.Operator.base != opNull && w.c.Operator.base != opBool
		case universal || w.c.Operator.set == setNone:
			all = append(all, d)
		default:
			some = append(some, d)
		}
		sets = sets || w.c.Operator.set != setNone
	}
	if other {
		for _, v := range candidates(wants) {
			if hold(all, v) && meets(wants, []string{v}, ctx) {
				return []string{v}, true
			}
		}
		if graded && len(all)+len(some) > 0 {
			s.unproven = true // text and number operators on one key: not decided exactly
		}
		return nil, false
	}
	if v, ok := s.pick(append(slices.Clone(all), some...)); ok && meets(wants, []string{v}, ctx) {
		return []string{v}, true
	}
	if !sets {
		return nil, false
	}
	var set []string
	for _, d := range some {
		v, ok := s.pick(append(slices.Clone(all), d))
		if !ok {
			return nil, false
		}
		if !slices.Contains(set, v) {
			set = append(set, v)
		}
	}
	return set, len(set) > 0 && meets(wants, set, ctx)
}

func (s *solver) pick(ds []demand) (string, bool) {
	cost := 1
	for _, d := range ds {
		cost += len(d.any)
	}
	v, found, done := instance(ds)
	if done {
		s.facts.spend(cost)
		return v, found
	}
	v, found, proven, cost := walk(ds)
	s.facts.spend(cost)
	s.unproven = s.unproven || !proven
	return v, found
}

// demand is what the condition asks of one value of its key. universal is true when every value must meet it, false when
// one is enough.
func (w want) demand(ctx *Context) (d demand, universal, isText bool) {
	op := w.c.Operator
	if op.base != opString && op.base != opLike && op.base != opArn {
		return d, false, false
	}
	for i := range w.c.templates {
		g, ok := w.c.templates[i].expand(ctx)
		if ok != yes {
			continue
		}
		if op.base == opArn && w.c.templates[i].parts != nil {
			g = g.arn()
		}
		if op.fold {
			g = g.folded()
		}
		d.any = append(d.any, g)
	}
	universal = op.set == setAll || op.set == setNone && op.negated
	if !w.holds {
		universal = !universal
	}
	d.negate = op.negated == w.holds
	return d, universal, true
}

// candidates are the values at and around every boundary that the conditions name: if any value of a number, a date or
// an address meets them, one of these does.
func candidates(wants []want) []string {
	var numbers, dates []float64
	var addrs []netip.Addr
	out := []string{"true", "false"}
	for _, w := range wants {
		for _, v := range w.c.Values {
			switch w.c.Operator.base {
			case opNumeric:
				numbers = append(numbers, parseNumber(v.Text))
			case opDate:
				dates = append(dates, parseDate(v.Text))
			case opIP:
				if p, ok := parseCIDR(v.Text); ok {
					addrs = append(addrs, around(p)...)
				}
			default:
				out = append(out, v.Text)
			}
		}
	}
	for _, n := range between(numbers, 1) {
		out = append(out, strconv.FormatFloat(n, 'f', -1, 64))
	}
	for _, d := range between(dates, 1000) {
		out = append(out, time.UnixMilli(int64(d)).UTC().Format("2006-01-02T15:04:05.000Z"))
	}
	slices.SortStableFunc(addrs, func(a, b netip.Addr) int { return int(truthOf(!publicAddress(a))) - int(truthOf(!publicAddress(b))) })
	for _, a := range addrs {
		out = append(out, a.String())
	}
	return append(out, "198.51.100.77", "2001:db8:77::66")
}

// between returns the values, points between neighbours and points outside.
func between(vs []float64, step float64) []float64 {
	vs = slices.DeleteFunc(slices.Clone(vs), func(v float64) bool { return math.IsNaN(v) || math.Abs(v) > 1e15 })
	slices.Sort(vs)
	var out []float64
	for i, v := range vs {
		out = append(out, v)
		if i > 0 {
			out = append(out, (v+vs[i-1])/2)
		}
	}
	if len(vs) > 0 {
		out = append(out, vs[0]-step, vs[len(vs)-1]+step)
	}
	return out
}

// around returns the first and last address of a range and their neighbours outside.
func around(p netip.Prefix) []netip.Addr {
	first := p.Addr()
	bytes := first.AsSlice()
	for i := p.Bits(); i < len(bytes)*8; i++ {
		bytes[i/8] |= 1 << (7 - i%8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	out := []netip.Addr{first.Next(), first, last}
	if !p.Contains(out[0]) {
		out = out[1:]
	}
	if a := first.Prev(); a.IsValid() {
		out = append(out, a)
	}
	if a := last.Next(); a.IsValid() {
		out = append(out, a)
	}
	return out
}

func publicAddress(a netip.Addr) bool {
	return !a.IsPrivate() && !a.IsLoopback() && !a.IsLinkLocalUnicast() && !a.IsMulticast() && !a.IsUnspecified()
}
