package network

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
)

func rule(p Protocol, from, to int, blocks ...string) Rule {
	return Rule{Protocol: p, Ports: Ports{from, to}, Blocks: prefixes(blocks...)}
}

func TestOpenings(t *testing.T) {
	m := &Map{PrefixLists: map[string]*PrefixList{
		"pl-world":  {ID: "pl-world", AWS: inventory.Known(false), Entries: inventory.Known(prefixes("0.0.0.0/0"))},
		"pl-office": {ID: "pl-office", AWS: inventory.Known(false), Entries: inventory.Known(prefixes("198.51.100.0/24"))},
		"pl-s3":     {ID: "pl-s3", AWS: inventory.Known(true)},
		"pl-unread": {ID: "pl-unread", AWS: inventory.Known(false)},
	}}
	tests := []struct {
		name    string
		rules   []Rule
		want    []string
		unknown []string
	}{
		{name: "none"},
		{name: "one_port", rules: []Rule{rule(TCP, 22, 22, "0.0.0.0/0")}, want: []string{"tcp/22 to 0.0.0.0/0"}},
		{name: "both_versions", rules: []Rule{rule(TCP, 22, 23, "0.0.0.0/0", "::/0")}, want: []string{"tcp/22-23 to 0.0.0.0/0", "tcp/22-23 to ::/0"}},
		{name: "split_world", rules: []Rule{rule(TCP, 22, 22, "0.0.0.0/1"), rule(TCP, 20, 25, "128.0.0.0/1")},
			want: []string{"tcp/20-21 to 128.0.0.0/1", "tcp/22 to 0.0.0.0/0", "tcp/23-25 to 128.0.0.0/1"}},
		{name: "halves_of_one_eighth_each", rules: []Rule{rule(TCP, 22, 22, "8.0.0.0/8"), rule(TCP, 22, 22, "52.0.0.0/8")}, want: []string{"tcp/22 to 8.0.0.0/8, 52.0.0.0/8"}},
		{name: "office", rules: []Rule{rule(TCP, 22, 22, "198.51.100.0/24")}},
		{name: "private", rules: []Rule{rule(AnyProtocol, 0, 65535, "10.0.0.0/8", "fc00::/7")}},
		{name: "everything", rules: []Rule{rule(AnyProtocol, 0, 65535, "0.0.0.0/0")}, want: []string{"all protocols to 0.0.0.0/0"}},
		{name: "everything_says_it_once", rules: []Rule{rule(AnyProtocol, 0, 65535, "0.0.0.0/0"), rule(TCP, 22, 22, "0.0.0.0/0", "::/0")},
			want: []string{"all protocols to 0.0.0.0/0", "tcp/22 to ::/0"}},
		{name: "halves_over_protocols", rules: []Rule{rule(AnyProtocol, 0, 65535, "8.0.0.0/8"), rule(TCP, 22, 22, "12.0.0.0/8", "16.0.0.0/8")},
			want: []string{"tcp/22 to 8.0.0.0/8, 12.0.0.0/8, 16.0.0.0/8"}},
		{name: "all_ports", rules: []Rule{rule(TCP, 0, 65535, "0.0.0.0/0")}, want: []string{"tcp/all ports to 0.0.0.0/0"}},
		{name: "icmp_type", rules: []Rule{rule(ICMP, 8, -1, "0.0.0.0/0")}, want: []string{"icmp to 0.0.0.0/0"}},
		{name: "protocol_without_ports", rules: []Rule{rule(50, 0, 65535, "0.0.0.0/0")}, want: []string{"protocol 50 to 0.0.0.0/0"}},
		{name: "referenced_group_is_not_the_internet", rules: []Rule{{Protocol: TCP, Ports: Ports{22, 22}, Groups: []string{"sg-other"}}}},
		{name: "prefix_list_of_the_world", rules: []Rule{{Protocol: TCP, Ports: Ports{22, 22}, PrefixLists: []string{"pl-world"}}}, want: []string{"tcp/22 to 0.0.0.0/0"}},
		{name: "prefix_list_of_an_office", rules: []Rule{{Protocol: TCP, Ports: Ports{22, 22}, PrefixLists: []string{"pl-office"}}}},
		{name: "prefix_list_of_a_service", rules: []Rule{{Protocol: TCP, Ports: Ports{443, 443}, PrefixLists: []string{"pl-s3"}}}},
		{name: "prefix_list_unread", rules: []Rule{{Protocol: TCP, Ports: Ports{22, 22}, PrefixLists: []string{"pl-unread"}}, rule(TCP, 80, 80, "0.0.0.0/0")},
			want: []string{"tcp/80 to 0.0.0.0/0"}, unknown: []string{"could not read the entries of prefix list pl-unread: the fact was not asked for in this scan"}},
		{name: "prefix_list_missing", rules: []Rule{{Protocol: TCP, Ports: Ports{22, 22}, PrefixLists: []string{"pl-gone"}}},
			unknown: []string{"prefix list pl-gone is not among those listed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			open, unknown := Openings(m, tt.rules)
			var got []string
			for _, o := range open {
				got = append(got, o.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("openings (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.unknown, unknown); diff != "" {
				t.Errorf("unknown (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExposed(t *testing.T) {
	entry := func(n int, allow bool, p Protocol, from, to int, block string) Entry {
		return Entry{Number: n, Allow: allow, Protocol: p, Ports: Ports{from, to}, Block: prefixes(block)[0]}
	}
	last := entry(32767, false, AnyProtocol, 0, 65535, "0.0.0.0/0")
	ssh := Target{TCP, 22}
	tests := []struct {
		name    string
		entries []Entry
		want    []string
	}{
		{"default_acl", []Entry{entry(100, true, AnyProtocol, 0, 65535, "0.0.0.0/0"), last}, []string{"0.0.0.0/0"}},
		{"nothing", []Entry{last}, []string{}},
		{"denied_first", []Entry{entry(100, true, AnyProtocol, 0, 65535, "0.0.0.0/0"), entry(90, false, TCP, 22, 22, "0.0.0.0/0"), last}, []string{}},
		{"denied_too_late", []Entry{entry(100, true, AnyProtocol, 0, 65535, "0.0.0.0/0"), entry(110, false, TCP, 22, 22, "0.0.0.0/0"), last}, []string{"0.0.0.0/0"}},
		{"denied_for_half", []Entry{entry(90, false, TCP, 22, 22, "128.0.0.0/1"), entry(100, true, TCP, 0, 1024, "0.0.0.0/0"), last}, []string{"0.0.0.0/1"}},
		{"denied_in_two_halves", []Entry{entry(90, false, TCP, 22, 22, "128.0.0.0/1"), entry(91, false, AnyProtocol, 0, 65535, "0.0.0.0/1"), entry(100, true, TCP, 0, 1024, "0.0.0.0/0"), last}, []string{}},
		{"other_protocol", []Entry{entry(100, true, UDP, 22, 22, "0.0.0.0/0"), last}, []string{}},
		{"other_port", []Entry{entry(100, true, TCP, 23, 65535, "0.0.0.0/0"), last}, []string{}},
		{"office", []Entry{entry(100, true, TCP, 22, 22, "198.51.100.0/24"), last}, []string{}},
		{"IPv6", []Entry{entry(100, true, TCP, 22, 22, "::/0"), last}, []string{"::/0"}},
		{"outbound_does_not_count", []Entry{{Number: 100, Egress: true, Allow: true, Protocol: AnyProtocol, Ports: AllPorts, Block: prefixes("0.0.0.0/0")[0]}, last}, []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, texts(Exposed(tt.entries, ssh))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
