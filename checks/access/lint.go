package access

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Finding is one thing that Lint says about an identity policy.
type Finding struct {
	// Name is a stable identifier, e.g. "privilege_escalation", "unknown_action", "never_matches".
	Name string
	// Statement is the statement's number from 0, or -1 for the whole document.
	Statement int
	// Pos is where in the document, as exactly as the finding allows.
	Pos Pos
	// Actions are the actions concerned, as the catalogue spells them, sorted; at most 20 are listed.
	Actions []string
	// Methods are the ids of the escalation methods of a privilege_escalation, sorted.
	Methods []string
	// Text is one sentence for a reader.
	Text string
}

// LintOptions are what a caller can set; the zero value is the usual choice.
type LintOptions struct {
	// NarrowResources also reports exposures that are limited to named resources.
	NarrowResources bool
	// FullAccessTo limits full_service_access to these services; empty means every service.
	FullAccessTo []string
	// Sensitive are actions on resources that nobody should have; any overlap is reported as sensitive_access.
	Sensitive []SensitiveAccess
	// With are further policies of the same principal, which grant and deny together with the document.
	With []*Document
}

// SensitiveAccess is an action and the pattern of its sensitive resources.
type SensitiveAccess struct {
	Action, Resource string
}

// Lint reports what is dangerous, wrong or without effect in an identity policy. Exposures count what the statements grant
// after the document's own unconditional Deny statements, and a statement with a condition is taken as restricted: whether
// it is restricted enough is for Evaluate. Findings are sorted by place and name.
func Lint(doc *Document, opts LintOptions) []Finding {
	l := &linter{doc: doc, opts: opts, work: maxLintWork}
	l.problems()
	if n := doc.size(); n > maxLintSize {
		l.report("too_large", nil, Pos{1, 1}, nil, fmt.Sprintf("the policy has over %d characters; AWS refuses policies of more than 20,480, so it is not looked at further", maxLintSize))
		return l.sorted()
	}
	l.shape()
	l.values()
	l.grants = l.collect()
	l.exposures()
	l.wildcards()
	l.methods()
	return l.sorted()
}

// maxLintSize is far above every quota for policies, white space apart (IAM user guide, "IAM and AWS STS quotas").
const maxLintSize = 50_000

// size is the length of all names and values of the document.
func (d *Document) size() int {
	n := 0
	add := func(vs []Value) {
		for _, v := range vs {
			n += len(v.Text) + 3
		}
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		n += 20
		for _, vs := range [][]Value{s.Action, s.NotAction, s.Resource, s.NotResource} {
			add(vs)
		}
		for k := range s.Conditions {
			n += len(s.Conditions[k].Key) + 10
			add(s.Conditions[k].Values)
		}
	}
	return n
}

func (l *linter) sorted() []Finding {
	slices.SortStableFunc(l.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Text, b.Text))
	})
	return slices.CompactFunc(l.findings, func(a, b Finding) bool { return a.Name == b.Name && a.Pos == b.Pos && a.Text == b.Text })
}

// LintText parses and lints a document. A text that cannot be read gives the single finding malformed, with its place.
func LintText(src []byte, opts LintOptions) []Finding {
	doc, err := Parse(src)
	if err == nil {
		return Lint(doc, opts)
	}
	f := Finding{Name: "malformed", Statement: -1, Text: err.Error()}
	var syn *SyntaxError
	if errors.As(err, &syn) {
		f.Pos, f.Text = syn.Pos, syn.Text
	}
	return []Finding{f}
}

type linter struct {
	doc      *Document
	opts     LintOptions
	grants   []grantedAction
	findings []Finding
	// work is how much looking is left; a real policy needs a small part of it.
	work int
}

// maxLintWork bounds Lint to about a second whatever the document.
const maxLintWork = 3_000_000

// spend takes from the work that is left. When none is left, that is reported once and the rest is not looked at.
func (l *linter) spend(n int) bool {
	if l.work <= 0 {
		return false
	}
	if l.work -= n; l.work <= 0 {
		l.report("too_involved", nil, Pos{1, 1}, nil, "the policy has so many wide statements that not all of them were looked at; split it")
		return false
	}
	return true
}

// report adds a finding on a statement, or on the document with a nil one.
func (l *linter) report(name string, s *Statement, at Pos, actions []string, text string) {
	f := Finding{Name: name, Statement: -1, Pos: at, Text: text}
	if s != nil {
		f.Statement = s.Index
		if at == (Pos{}) {
			f.Pos = s.Pos
		}
	}
	slices.Sort(actions)
	actions = slices.Compact(actions)
	f.Actions = actions[:min(len(actions), 20)]
	l.findings = append(l.findings, f)
}

// problems repeats what the parser noted: AWS refuses these documents.
func (l *linter) problems() {
	for _, p := range l.doc.Problems {
		f := Finding{Name: p.Name, Statement: -1, Pos: p.Pos, Text: p.Text}
		for i := range l.doc.Statements {
			if s := &l.doc.Statements[i]; !earlier(p.Pos, s.Pos) {
				f.Statement = i
			}
		}
		l.findings = append(l.findings, f)
	}
}

func earlier(a, b Pos) bool { return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column }
