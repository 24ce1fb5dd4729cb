package network

import (
	"cmp"
	"encoding/binary"
	"net/netip"
	"slices"
	"strings"
)

// A Set is a set of IP addresses. Its zero value is empty. It is immutable: every operation returns another.
type Set struct {
	// spans are sorted, disjoint and not adjacent; no span holds both IP versions.
	spans []span
}

type span struct{ from, to netip.Addr }

// Addresses returns the set of all addresses of some CIDR blocks. IPv4 blocks in IPv6 form count as IPv4.
func Addresses(blocks ...netip.Prefix) Set {
	spans := make([]span, 0, len(blocks))
	for _, b := range blocks {
		if b.IsValid() {
			spans = append(spans, block(b))
		}
	}
	return merged(spans)
}

// Single returns the set of one address.
func Single(a netip.Addr) Set {
	a = a.Unmap().WithZone("")
	return Set{[]span{{a, a}}}
}

// AllIPv4 and AllIPv6 return all addresses of a version.
func AllIPv4() Set { return allIPv4 }

// AllIPv6 returns all IPv6 addresses.
func AllIPv6() Set { return allIPv6 }

// The sets below are never changed.
var (
	allIPv4    = Addresses(netip.PrefixFrom(netip.IPv4Unspecified(), 0))
	allIPv6    = Addresses(netip.PrefixFrom(netip.IPv6Unspecified(), 0))
	everything = allIPv4.Union(allIPv6)
)

// whole reports whether the set is everything.
func (s Set) whole() bool {
	return len(s.spans) == 2 && s.spans[0] == everything.spans[0] && s.spans[1] == everything.spans[1]
}

// block returns the addresses of a CIDR block.
func block(p netip.Prefix) span {
	if a := p.Addr(); a.Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(a.Unmap(), p.Bits()-96)
	}
	p = p.Masked()
	last := p.Addr().AsSlice()
	for i := p.Bits(); i < len(last)*8; i++ {
		last[i/8] |= 1 << (7 - i%8)
	}
	to, _ := netip.AddrFromSlice(last)
	return span{p.Addr(), to}
}

// merged sorts spans and joins those that touch. It may reuse the slice.
func merged(spans []span) Set {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.from.Compare(b.from), a.to.Compare(b.to)) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].from.BitLen() == s.from.BitLen() {
			if last := &out[n-1]; s.from.Compare(last.to) <= 0 || last.to.Next() == s.from {
				if s.to.Compare(last.to) > 0 {
					last.to = s.to
				}
				continue
			}
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return Set{}
	}
	return Set{out}
}

// spanning reports whether the set is one span that holds all of another set, which is not empty.
func (s Set) spanning(o Set) bool {
	if len(s.spans) != 1 {
		return false
	}
	a, first, last := s.spans[0], o.spans[0].from, o.spans[len(o.spans)-1].to
	return a.from.BitLen() == first.BitLen() && a.to.BitLen() == last.BitLen() && a.from.Compare(first) <= 0 && last.Compare(a.to) <= 0
}

// same reports whether two sets share their memory, which makes them equal.
func (s Set) same(o Set) bool {
	return len(s.spans) == len(o.spans) && (len(s.spans) == 0 || &s.spans[0] == &o.spans[0])
}

// Empty reports whether the set has no address.
func (s Set) Empty() bool { return len(s.spans) == 0 }

// Contains reports whether an address is in the set.
func (s Set) Contains(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	for _, x := range s.spans {
		if x.from.BitLen() == a.BitLen() && x.from.Compare(a) <= 0 && a.Compare(x.to) <= 0 {
			return true
		}
	}
	return false
}

// Union returns the addresses that are in any of the sets.
func (s Set) Union(others ...Set) Set {
	if len(others) == 1 {
		switch {
		case s.Empty():
			return others[0]
		case others[0].Empty():
			return s
		}
	}
	all := slices.Clone(s.spans)
	for _, o := range others {
		all = append(all, o.spans...)
	}
	return merged(all)
}

// Intersect returns the addresses that are in both sets.
func (s Set) Intersect(o Set) Set {
	switch {
	case s.whole():
		return o
	case o.whole(), s.Empty(), o.spanning(s):
		return s
	case o.Empty(), s.spanning(o):
		return o
	}
	out := make([]span, 0, max(len(s.spans), len(o.spans)))
	for i, j := 0, 0; i < len(s.spans) && j < len(o.spans); {
		a, b := s.spans[i], o.spans[j]
		if x := overlap(a, b); x.from.BitLen() == x.to.BitLen() && x.from.Compare(x.to) <= 0 {
			out = append(out, x)
		}
		if a.to.Compare(b.to) < 0 {
			i++
		} else {
			j++
		}
	}
	if len(out) == 0 {
		return Set{}
	}
	return Set{out}
}

// overlap returns what two spans share; its ends are out of order, or of two versions, when that is nothing.
func overlap(a, b span) span {
	if b.from.Compare(a.from) > 0 {
		a.from = b.from
	}
	if b.to.Compare(a.to) < 0 {
		a.to = b.to
	}
	return a
}

// Minus returns the addresses of s that are not in o.
func (s Set) Minus(o Set) Set {
	if s.Empty() || o.Empty() {
		return s
	}
	var out []span
	j := 0
	for _, x := range s.spans {
		for j < len(o.spans) && o.spans[j].to.Compare(x.from) < 0 {
			j++
		}
		from, open := x.from, true
		for k := j; open && k < len(o.spans) && o.spans[k].from.Compare(x.to) <= 0; k++ {
			y := o.spans[k]
			if y.from.BitLen() != x.from.BitLen() {
				continue
			}
			if y.from.Compare(from) > 0 {
				out = append(out, span{from, y.from.Prev()})
			}
			if y.to.Compare(x.to) >= 0 {
				open = false
			} else if next := y.to.Next(); next.Compare(from) > 0 {
				from = next
			}
		}
		if open {
			out = append(out, span{from, x.to})
		}
	}
	return Set{out}
}

// Prefixes returns the set as the shortest list of CIDR blocks, sorted.
func (s Set) Prefixes() []netip.Prefix {
	var out []netip.Prefix
	for _, x := range s.spans {
		for from := x.from; ; {
			bits := from.BitLen()
			for b := bits - 1; b >= 0; b-- {
				if y := block(netip.PrefixFrom(from, b)); y.from != from || y.to.Compare(x.to) > 0 {
					break
				}
				bits = b
			}
			p := netip.PrefixFrom(from, bits)
			out = append(out, p)
			last := block(p).to
			if last == x.to {
				break
			}
			from = last.Next()
		}
	}
	return out
}

// String lists the first blocks of the set.
func (s Set) String() string {
	const most = 4
	blocks := s.Prefixes()
	if len(blocks) == 0 {
		return "nothing"
	}
	var b strings.Builder
	for i, p := range blocks {
		if i == most {
			b.WriteString(", ...")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(p.String())
	}
	return b.String()
}

// wide reports whether a set holds more of the public internet than one block that an organisation might have for
// itself: more than an IPv4 /8 or an IPv6 /32. It is the line that Amazon S3 draws for bucket policies ("Blocking
// public access to your Amazon S3 storage", the meaning of "public").
func (s Set) wide() bool {
	const most4, most6 = 1 << 24, 1 << 32
	var n4, n6 uint64
	for i, j := 0, 0; i < len(s.spans) && j < len(internet.spans); {
		a, b := s.spans[i], internet.spans[j]
		if x := overlap(a, b); x.from.BitLen() == x.to.BitLen() && x.from.Compare(x.to) <= 0 {
			if x.from.Is4() {
				n4 += uint64(low(x.to)-low(x.from)) + 1
			} else {
				n6 += high(x.to) - high(x.from) + 1 // in /64 blocks
			}
			if n4 > most4 || n6 > most6 {
				return true
			}
		}
		if a.to.Compare(b.to) < 0 {
			i++
		} else {
			j++
		}
	}
	return false
}

func low(a netip.Addr) uint32 { b := a.As4(); return binary.BigEndian.Uint32(b[:]) }

func high(a netip.Addr) uint64 { b := a.As16(); return binary.BigEndian.Uint64(b[:8]) }

// Internet returns every address from which a packet can come over the public internet: IPv4 without the blocks that
// are not routed there (IANA IPv4 Special-Purpose Address Registry), and IPv6 global unicast.
func Internet() Set { return internet }

// internet is never changed.
var internet = AllIPv4().Minus(Addresses(
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("10.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("169.254.0.0/16"),
	netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("224.0.0.0/3"),
)).Union(Addresses(netip.MustParsePrefix("2000::/3")))
