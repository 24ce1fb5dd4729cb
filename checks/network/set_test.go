package network

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func prefixes(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(texts))
	for i, s := range texts {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

func texts(s Set) []string {
	out := []string{}
	for _, p := range s.Prefixes() {
		out = append(out, p.String())
	}
	return out
}

func TestSetOperations(t *testing.T) {
	of := func(s ...string) Set { return Addresses(prefixes(s...)...) }
	tests := []struct {
		name string
		got  Set
		want []string
	}{
		{"halves_join", of("0.0.0.0/1", "128.0.0.0/1"), []string{"0.0.0.0/0"}},
		{"versions_stay_apart", of("0.0.0.0/0", "::/0"), []string{"0.0.0.0/0", "::/0"}},
		{"last_IPv4_and_first_IPv6_do_not_join", of("255.255.255.255/32", "::/128"), []string{"255.255.255.255/32", "::/128"}},
		{"mapped_counts_as_IPv4", of("::ffff:10.0.0.0/104"), []string{"10.0.0.0/8"}},
		{"host_bits_are_masked", of("10.1.2.3/8"), []string{"10.0.0.0/8"}},
		{"minus_middle", of("10.0.0.0/30").Minus(of("10.0.0.1/32")), []string{"10.0.0.0/32", "10.0.0.2/31"}},
		{"minus_all", of("10.0.0.0/8").Minus(of("0.0.0.0/0")), []string{}},
		{"minus_other_version", of("10.0.0.0/8").Minus(of("::/0")), []string{"10.0.0.0/8"}},
		{"minus_of_both", of("10.0.0.0/8", "2001:db8::/32").Minus(of("10.0.0.0/9", "2001:db8:8000::/33")), []string{"10.128.0.0/9", "2001:db8::/33"}},
		{"intersect", of("10.0.0.0/8", "2001:db8::/32").Intersect(of("10.1.0.0/16", "2001:db8::/48", "11.0.0.0/8")), []string{"10.1.0.0/16", "2001:db8::/48"}},
		{"nothing", Set{}.Union(Set{}), []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, texts(tt.got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWide(t *testing.T) {
	sixteens := make([]netip.Prefix, 0, 257)
	for i := range 257 {
		sixteens = append(sixteens, netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(50 + i/256), byte(i), 0, 0}), 16))
	}
	tests := []struct {
		name string
		set  Set
		want bool
	}{
		{"world", AllIPv4(), true},
		{"world_IPv6", AllIPv6(), true},
		{"an_eighth", Addresses(prefixes("8.0.0.0/8")...), false},
		{"wider_than_an_eighth", Addresses(prefixes("8.0.0.0/7")...), true},
		{"two_eighths_apart", Addresses(prefixes("8.0.0.0/8", "52.0.0.0/8")...), true},
		{"many_small_ones", Addresses(sixteens...), true},
		{"as_many_as_an_eighth", Addresses(sixteens[:256]...), false},
		{"private_space_is_not_the_internet", Addresses(prefixes("10.0.0.0/7")...), false},
		{"IPv6_allocation", Addresses(prefixes("2001:db8::/32")...), false},
		{"wider_than_an_allocation", Addresses(prefixes("2001:db8::/31")...), true},
		{"unique_local", Addresses(prefixes("fc00::/7")...), false},
		{"none", Set{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.set.wide(); got != tt.want {
				t.Errorf("wide() of %v is %v", tt.set, got)
			}
		})
	}
}

// TestSetLaws compares every operation with membership, address by address.
func TestSetLaws(t *testing.T) {
	block := rapid.Custom(func(t *rapid.T) netip.Prefix {
		if rapid.Bool().Draw(t, "v6") {
			var a [16]byte
			a[0], a[15] = 0x20, rapid.ByteMax(31).Draw(t, "byte")
			return netip.PrefixFrom(netip.AddrFrom16(a), rapid.SampledFrom([]int{0, 3, 120, 124, 127, 128}).Draw(t, "bits"))
		}
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, 0, rapid.ByteMax(31).Draw(t, "byte")}), rapid.SampledFrom([]int{0, 8, 24, 28, 31, 32}).Draw(t, "bits"))
	})
	rapid.Check(t, func(t *rapid.T) {
		xs, ys := rapid.SliceOfN(block, 0, 6).Draw(t, "x"), rapid.SliceOfN(block, 0, 6).Draw(t, "y")
		x, y := Addresses(xs...), Addresses(ys...)
		in := func(ps []netip.Prefix, a netip.Addr) bool {
			for _, p := range ps {
				if p.Contains(a) {
					return true
				}
			}
			return false
		}
		for i := range 64 {
			a := netip.AddrFrom4([4]byte{10, 0, 0, byte(i)})
			if i >= 32 {
				var b [16]byte
				b[0], b[15] = 0x20, byte(i-32)
				a = netip.AddrFrom16(b)
			}
			inX, inY := in(xs, a), in(ys, a)
			for _, c := range []struct {
				what      string
				got, want bool
			}{
				{"contains", x.Contains(a), inX},
				{"union", x.Union(y).Contains(a), inX || inY},
				{"intersect", x.Intersect(y).Contains(a), inX && inY},
				{"minus", x.Minus(y).Contains(a), inX && !inY},
				{"prefixes", Addresses(x.Minus(y).Prefixes()...).Contains(a), inX && !inY},
			} {
				if c.got != c.want {
					t.Fatalf("%s of %v: %v is %v", c.what, a, c.what, c.got)
				}
			}
		}
	})
}
