// Package checks defines what a check is, runs checks over a snapshot, and keeps the ledger of what they found.
//
// The engine, not the author of a check, applies the model: a check runs only where the duty is the customer's or
// shared, a fact that could not be read makes the verdict unknown whatever the check goes on to say, and only the
// engine can make a View or a Verdict. Nothing here asks AWS, logs, or reads a clock.
package checks

import (
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// Meta describes a check to people and reports. Every field but Refs and OnRequest must be set.
type Meta struct {
	// ID is unique and never reused: service, resource and what is wanted, "ec2-instance-imdsv2".
	ID string
	// Title is the wanted state in one sentence: "Instances require IMDSv2".
	Title string
	// Duty is the line of the responsibility matrix that the check judges.
	Duty responsibility.Duty
	// Severity is that of a failure; a verdict may change it (Verdict.At).
	Severity Severity
	// Since is the first version that has the check.
	Since string
	// OnRequest is set on a check that runs only where the selection names it by its id: its calls are one for each
	// resource of a kind that comes in thousands.
	OnRequest bool
	// Why says what goes wrong without it.
	Why string
	// Fix says what to do, as a command where there is one.
	Fix string
	// Refs are AWS's own pages on the matter.
	Refs []string
}

// A Check judges one kind of resource on one duty.
type Check[T any] struct {
	Meta
	// Reads are the detail calls whose facts Run looks at. The kind's list call is always read.
	Reads []*inventory.Call
	// With are the other kinds that Run looks at, through Find, Every and Referrers.
	With []inventory.Want
	// Undecided is set on a check that can find a failure but prove nothing more, because no call of this scanner brings
	// the evidence. It names that evidence. Such a check never passes: the engine makes a pass unknown.
	Undecided string
	// Run judges one resource. It is pure, and is called from several goroutines.
	Run func(*View[T]) Verdict
	// Cases are worked examples: the check's documentation, and its test.
	Cases []Case[T]
}

// A Case is one worked example.
type Case[T any] struct {
	Name  string // an identifier: it names a subtest
	Given T
	// With are other resources of the account, as pointers.
	With []inventory.Resource
	// Incomplete are the kinds whose listing broke off.
	Incomplete []inventory.Kind
	// Policy changes the default policy.
	Policy func(*Policy)
	Want   Status
}

// A Checker is any Check. Only this package implements it.
type Checker interface {
	// Info returns the check's description.
	Info() *Meta
	// Type returns the kind that the check judges.
	Type() *inventory.Type
	// Wants returns what a scan must collect for the check: its own kind first.
	Wants() []inventory.Want
	// CaseNames returns the names of the worked examples and the statuses that they lead to.
	CaseNames() []CaseName

	judge(e *evaluation, r inventory.Resource, class inventory.Classification, m mode) outcome
	cases() []anyCase
	passes() bool
}

// A CaseName names a worked example for display.
type CaseName struct {
	Name string
	Want Status
}

type anyCase struct {
	name       string
	given      inventory.Resource
	with       []inventory.Resource
	incomplete []inventory.Kind
	policy     func(*Policy)
	want       Status
}

// Info implements Checker.
func (c *Check[T]) Info() *Meta { return &c.Meta }

// Type implements Checker.
func (c *Check[T]) Type() *inventory.Type { return inventory.TypeOf[T]() }

// Wants implements Checker.
func (c *Check[T]) Wants() []inventory.Want {
	return append([]inventory.Want{{Type: c.Type(), Calls: c.Reads}}, c.With...)
}

// CaseNames implements Checker.
func (c *Check[T]) CaseNames() []CaseName {
	out := make([]CaseName, len(c.Cases))
	for i, k := range c.Cases {
		out[i] = CaseName{k.Name, k.Want}
	}
	return out
}

// passes reports whether the check can pass.
func (c *Check[T]) passes() bool { return c.Undecided == "" }

func (c *Check[T]) cases() []anyCase {
	out := make([]anyCase, len(c.Cases))
	for i, k := range c.Cases {
		out[i] = anyCase{k.Name, any(&k.Given).(inventory.Resource), k.With, k.Incomplete, k.Policy, k.Want}
	}
	return out
}

func (c *Check[T]) declares(call *inventory.Call) bool {
	for _, x := range c.Reads {
		if x == call {
			return true
		}
	}
	if c.Type().List == call {
		return true
	}
	for _, w := range c.With {
		if w.Type.List == call {
			return true
		}
		for _, x := range w.Calls {
			if x == call {
				return true
			}
		}
	}
	return false
}
