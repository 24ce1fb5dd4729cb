package main

import (
	"net/netip"
	"slices"
	"strings"

	"demarc/checks/network"
)

// reachFlags are the question.
type reachFlags struct {
	from, to  string
	protocols []string
	port      int // -1 for every one
	regions   []string

	inside bool // from is an id of the account
	origin network.Origin
	parsed []network.Protocol
}

// internet stands for every address from which a packet can come over the public internet.
const internet = "internet"

// parts are the beginnings of the ids of which an interface is a part.
var parts = []string{"eni-", "i-", "subnet-", "vpc-", "sg-"}

const example = "write it like eni-0123456789abcdef0, i-..., subnet-..., vpc-... or sg-..."

func isPart(id string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(id, p) })
}

// belongs reports whether an interface is the one with an id, or a part of what has it.
func belongs(i *network.Interface, id string) bool {
	return i.ID == id || i.Instance.Or("") == id || i.Subnet.Or("") == id || i.VPC.Or("") == id || slices.Contains(i.Groups.Or(nil), id)
}

func (q *reachFlags) validate(onePort bool) error {
	q.origin = network.Anyone()
	q.inside = isPart(q.from)
	if q.from != internet && !q.inside {
		var blocks []netip.Prefix
		for s := range strings.SplitSeq(q.from, ",") {
			p, err := netip.ParsePrefix(s)
			if addr, bad := netip.ParseAddr(s); bad == nil {
				p, err = netip.PrefixFrom(addr, addr.BitLen()), nil
			}
			if err != nil {
				return usagef("--from %q is neither internet, nor an address range such as 198.51.100.0/24, nor an id: %s", s, example)
			}
			blocks = append(blocks, p.Masked())
		}
		q.origin = network.From(blocks...)
	}
	if q.to != "" && !isPart(q.to) {
		return usagef("--to %q is no id: %s", q.to, example)
	}
	for _, s := range q.protocols {
		p, err := network.ParseProtocol(strings.ToLower(s))
		if err != nil || p == network.AnyProtocol {
			return usagef("--protocol %q is unknown: write tcp, udp, icmp, icmpv6 or a number", s)
		}
		q.parsed = append(q.parsed, p)
	}
	if !onePort {
		q.port = -1
		return nil
	}
	if q.port < 0 || q.port > 65535 {
		return usagef("--port %d is no port: it is between 0 and 65535", q.port)
	}
	for _, p := range q.parsed {
		if !p.HasPorts() {
			return usagef("--port %d: %s has no ports", q.port, p)
		}
	}
	return nil
}
