package inventory

import (
	"fmt"
	"strings"
)

// A Class says why something could not be read. The zero Class means "never asked".
type Class uint8

// Classes of gaps.
const (
	NotAsked    Class = iota // the call was not part of the plan
	Denied                   // the credentials may not make the call
	Unsupported              // the region, partition or endpoint does not have the operation, or wants an opt-in first
	Throttled                // AWS kept refusing for its rate limits, after all retries
	Failed                   // anything else: a server error, a broken answer, a lost connection
	Interrupted              // the scan was cut before the call, or while it ran
	Omitted                  // the call was answered, but the answer lacks the field
)

var classNames = [...]string{"not-asked", "denied", "unsupported", "throttled", "failed", "interrupted", "omitted"}

// String returns the class as reports spell it.
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return fmt.Sprintf("class(%d)", c)
}

// MarshalText implements encoding.TextMarshaler.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. An unknown name is an error.
func (c *Class) UnmarshalText(b []byte) error {
	for i, n := range classNames {
		if n == string(b) {
			*c = Class(i)
			return nil
		}
	}
	return fmt.Errorf("unknown gap class %q", b)
}

// A Gap says why a fact is missing and what would mend it. A nil *Gap reads as "never read".
type Gap struct {
	Class Class `json:"class"`
	// Call is the operation, as Call.String names it. Empty when no call was to bring the fact.
	Call string `json:"call,omitempty"`
	// Region is where the call went; empty for a global service.
	Region string `json:"region,omitempty"`
	// Code is AWS's error code or the HTTP status, where there was one.
	Code string `json:"code,omitempty"`
	// Detail is what else is known, in a few words. It never holds request or account data beyond names.
	Detail string `json:"detail,omitempty"`
	// Needs lists the IAM actions to grant. It is set for Denied gaps and for calls that were not asked.
	Needs []string `json:"needs,omitempty"`
	// Guardrail is true when AWS said that an organisation's policy (SCP or RCP) denied the call:
	// granting the action in the account will not help.
	Guardrail bool `json:"guardrail,omitempty"`
}

// String says what was not read, why, and what to do, in one line.
func (g *Gap) String() string {
	if g == nil {
		return "never read"
	}
	where := g.Call
	if where == "" {
		where = "the fact"
	}
	if g.Region != "" {
		where += " in " + g.Region
	}
	var b strings.Builder
	b.WriteString(where)
	switch g.Class {
	case NotAsked:
		b.WriteString(" was not asked for in this scan")
	case Denied:
		b.WriteString(" was denied")
	case Unsupported:
		b.WriteString(" is not available here")
	case Throttled:
		b.WriteString(" was throttled until the retries ran out")
	case Interrupted:
		b.WriteString(" was cut off when the scan was interrupted")
	case Omitted:
		b.WriteString(" answered without it")
	default:
		b.WriteString(" failed")
	}
	if g.Code != "" {
		b.WriteString(" (" + g.Code + ")")
	}
	if g.Detail != "" {
		b.WriteString(": " + g.Detail)
	}
	switch {
	case g.Class != Denied || len(g.Needs) == 0:
	case g.Guardrail:
		b.WriteString("; an organisation policy (SCP or RCP) denies " + strings.Join(g.Needs, ", "))
	default:
		b.WriteString("; grant " + strings.Join(g.Needs, ", "))
	}
	return b.String()
}
