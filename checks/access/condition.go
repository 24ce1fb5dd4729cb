package access

import (
	"encoding/base64"
	"math"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// eval decides one condition for a request. The rules for missing keys, IfExists and the set operators are those of the
// IAM reference "Condition operators" and "Multivalued context keys".
func (c *Condition) eval(ctx *Context) truth {
	values, known := ctx.lookup(c.key)
	if !known {
		return maybe
	}
	return c.evalValues(values, ctx)
}

// evalValues decides the condition for a key with these values; none means that the request lacks the key.
func (c *Condition) evalValues(values []string, ctx *Context) truth {
	op := c.Operator
	if op.base == opNull {
		want := no
		for _, v := range c.Values {
			want = want.or(truthOf(strings.EqualFold(v.Text, strconv.FormatBool(len(values) == 0))))
		}
		return want
	}
	if len(values) == 0 {
		switch {
		case op.IfExists, op.set == setAll:
			return yes
		case op.set == setAny:
			return no
		}
		return truthOf(op.negated)
	}
	out := no
	if op.set == setAll || (op.set == setNone && op.negated) {
		out = yes
	}
	for _, v := range values {
		one := c.one(v, ctx)
		if op.set == setAll || (op.set == setNone && op.negated) {
			out = out.and(one)
		} else {
			out = out.or(one)
		}
	}
	return out
}

// one decides the condition for one request value: whether it matches any policy value, or, negated, none.
func (c *Condition) one(value string, ctx *Context) truth {
	out := no
	for i := range c.templates {
		out = out.or(c.compare(value, &c.templates[i], ctx))
		if out == yes {
			break
		}
	}
	if c.Operator.negated {
		return out.not()
	}
	return out
}

func (c *Condition) compare(value string, t *template, ctx *Context) truth {
	pattern, ok := t.expand(ctx)
	if ok != yes {
		return ok
	}
	switch c.Operator.base {
	case opLike:
		return truthOf(pattern.match(value))
	case opArn:
		if t.parts != nil {
			pattern = pattern.arn()
		}
		return truthOf(pattern.match(value))
	}
	want := t.plain
	if t.parts != nil {
		want, _ = pattern.text()
	}
	switch c.Operator.base {
	case opString:
		return truthOf(value == want || c.Operator.fold && strings.EqualFold(value, want))
	case opBool:
		return truthOf(strings.EqualFold(value, want))
	case opNumeric:
		a, b := parseNumber(value), parseNumber(want)
		return truthOf(compareOrder(c.Operator.order, a, b))
	case opDate:
		a, b := parseDate(value), parseDate(want)
		return truthOf(compareOrder(c.Operator.order, a, b))
	case opBinary:
		a, errA := base64.StdEncoding.DecodeString(value)
		b, errB := base64.StdEncoding.DecodeString(want)
		return truthOf(errA == nil && errB == nil && string(a) == string(b))
	case opIP:
		addr, err := netip.ParseAddr(value)
		prefix, ok := parseCIDR(want)
		return truthOf(err == nil && ok && (want == "*" || prefix.Contains(addr.Unmap())))
	}
	return no
}

// compareOrder is false when either side is not a number.
func compareOrder(o order, a, b float64) bool {
	switch o {
	case orderLess:
		return a < b
	case orderLessEqual:
		return a <= b
	case orderGreater:
		return a > b
	case orderGreaterEqual:
		return a >= b
	}
	return a == b
}

func parseNumber(s string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		return math.NaN()
	}
	return f
}

// parseDate reads the W3C forms of ISO 8601 and epoch time, in milliseconds since 1970. Epoch numbers above 1e11 are
// milliseconds already: as seconds they would lie beyond the year 5000.
func parseDate(s string) float64 {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil && (layout != "2006" || len(s) == 4) {
			return float64(t.UnixMilli())
		}
	}
	n := parseNumber(s)
	if math.Abs(n) > 1e11 {
		return n
	}
	return n * 1000
}

// parseCIDR reads an address or a range; "*" stands for every address, as some services accept it.
func parseCIDR(s string) (netip.Prefix, bool) {
	if s == "*" {
		return netip.PrefixFrom(netip.IPv4Unspecified(), 0), true
	}
	if p, err := netip.ParsePrefix(s); err == nil {
		return p.Masked(), true
	}
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(a, a.BitLen()), true
	}
	return netip.Prefix{}, false
}
