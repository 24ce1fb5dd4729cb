package network

import (
	"fmt"
	"slices"
)

// DatabasePorts returns the TCP ports of databases, caches and search engines by the registrations and defaults of their
// makers: SQL Server, Oracle, MySQL, PostgreSQL, CouchDB, Redis, Cassandra, Elasticsearch, memcached, MongoDB.
func DatabasePorts() []int {
	return []int{1433, 1434, 1521, 2483, 3306, 5432, 5984, 6379, 7199, 9042, 9160, 9200, 9300, 11211, 27017, 27018}
}

// httpDatabases are those of DatabasePorts that are spoken to by HTTP, which an application load balancer passes on.
var httpDatabases = []int{5984, 9200}

// Sensitive reports whether a passage, if it is open, leads to administration or to a database: by the port of the target, or
// by that of the listener, which clients take for what it usually is. Through a listener for HTTP nothing but HTTP gets.
func (p *Passage) Sensitive(admin []int) bool {
	if p.Target.Protocol != TCP {
		return false
	}
	if p.Listener.HTTP() {
		return slices.Contains(httpDatabases, p.Target.Port)
	}
	ports := slices.Concat(admin, DatabasePorts())
	return slices.Contains(ports, p.Target.Port) || slices.Contains(ports, p.Listener.Port)
}

// String returns "TCP:22 of net/edi/60ed7d5a6d1da299 to i-0abc:22".
func (p *Passage) String() string {
	to := p.Member.String()
	if p.Member.ID == "" {
		to = "its targets"
	}
	return fmt.Sprintf("%s of %s to %s", p.Listener, p.Balancer.ID, to)
}
