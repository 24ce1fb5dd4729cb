// Package collect runs the collectors: it plans which calls a scan makes before the first one is sent, makes them
// within AWS's rate limits, and turns every failure into a gap or into coverage, so that nothing that was not seen
// can pass for something that is fine.
package collect

import (
	"context"
	"slices"

	"demarc/inventory"
)

// A Scope says how often a collector runs in one account.
type Scope uint8

// Scopes. The zero value is Regional.
const (
	Regional Scope = iota // once in each region that is scanned
	Global                // once, in the home region of the partition
)

// String returns the scope as the plan prints it.
func (s Scope) String() string {
	if s == Global {
		return "global"
	}
	return "regional"
}

// A Collector is a declared, stateless value: which kinds it enumerates, with which calls, and how.
type Collector struct {
	// Types are the kinds that one run brings.
	Types []*inventory.Type
	Scope Scope
	// Lists are made whenever the collector runs: they enumerate the resources. A failure among them is a failure of
	// coverage, which Collect returns as its error.
	Lists []*inventory.Call
	// Details are made only when a selected check reads what they bring (Scan.Wants). A failure among them is a gap in
	// one fact.
	Details []*inventory.Call
	// Collect makes the calls through SDK clients built from the scan's config and emits resources as pages arrive.
	// It returns the error of a list that broke off; what was emitted before it is kept.
	Collect func(context.Context, *Scan) error
}

// Calls returns every call that the collector can make, lists first.
func (c *Collector) Calls() []*inventory.Call { return slices.Concat(c.Lists, c.Details) }

// Name returns the kinds that the collector brings, which is what people know it by.
func (c *Collector) Name() string {
	name := ""
	for i, t := range c.Types {
		if i > 0 {
			name += " "
		}
		name += string(t.Kind)
	}
	return name
}
