package checks

import "fmt"

// A Status is the outcome of a duty on a resource. The zero Status is Unknown, so that what nobody set is no pass.
type Status uint8

// Statuses, from the one that says least.
const (
	Unknown     Status = iota // evidence could not be read or decided
	Pass                      // evidence was read, and it complies
	Fail                      // evidence was read, and it does not comply
	NotAssessed               // the customer's duty, for which no selected check gave a verdict
	NotCustomer               // AWS's duty, or none at all: no check runs
	// NotApplicable is a verdict only: the evidence says that the check has nothing to ask of this resource.
	NotApplicable
	// Attested is a status of the ledger only: nothing was decided, and a person vouches for the duty.
	Attested
	// Excepted is a fail that a person accepted for a while. It never counts as a pass.
	Excepted
)

var statusNames = [...]string{"unknown", "pass", "fail", "not-assessed", "not-customer", "not-applicable", "attested", "excepted"}

// String returns the status as reports spell it.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("status(%d)", s)
}

// MarshalText implements encoding.TextMarshaler.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Severity says how bad a failure is for the account.
type Severity uint8

// Severities. The zero value is not one: every check states its own.
const (
	NoSeverity Severity = iota
	Informational
	Low
	Medium
	High
	Critical
)

var severityNames = [...]string{"", "informational", "low", "medium", "high", "critical"}

// String returns the severity as reports spell it.
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return fmt.Sprintf("severity(%d)", s)
}

// MarshalText implements encoding.TextMarshaler.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseSeverity reads a severity's name.
func ParseSeverity(name string) (Severity, error) {
	for i, n := range severityNames {
		if i > 0 && n == name {
			return Severity(i), nil
		}
	}
	return NoSeverity, fmt.Errorf("%q is not a severity; allowed are %v", name, severityNames[1:])
}
