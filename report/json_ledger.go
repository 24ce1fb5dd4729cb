package report

import (
	"encoding/json"
	"strings"
	"time"

	"demarc/checks"
	"demarc/checks/frameworks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

func (j *jsonWriter) matrix() {
	cells := tabulate(j.ledger)
	j.list("matrix", len(cells), func(i int) {
		c := &cells[i]
		o := object(j.buf)
		o.string("variant", string(c.variant))
		o.string("level", string(responsibility.LevelOf(c.variant)))
		o.string("duty", string(c.duty))
		o.string("owner", c.owner.String())
		o.string("reason", c.reason)
		o.int("resources", c.resources)
		o.key("statuses")
		s := object(o.buf)
		for _, v := range ledgerStatuses {
			s.int(v.String(), c.counts[v])
		}
		o.buf = s.close()
		j.buf = o.close()
	})
	j.raw(",\n")
}

// checks writes the texts of each check once.
func (j *jsonWriter) checks() {
	j.raw(`  "checks": {`)
	for i, c := range j.ledger.Checks {
		m := c.Info()
		if i > 0 {
			j.buf = append(j.buf, ',')
		}
		j.buf = append(j.buf, "\n    "...)
		j.buf = appendString(j.buf, m.ID)
		j.buf = append(j.buf, ": "...)
		o := object(j.buf)
		o.string("title", m.Title)
		o.string("kind", string(c.Type().Kind))
		o.string("duty", string(m.Duty))
		o.string("severity", m.Severity.String())
		o.string("since", m.Since)
		o.string("why", m.Why)
		o.string("fix", m.Fix)
		o.strings("refs", m.Refs)
		o.strings("controls", controlsOf(m.ID))
		j.buf = o.close()
		j.flush()
	}
	if len(j.ledger.Checks) > 0 {
		j.raw("\n  ")
	}
	j.raw("},\n")
}

func controlsOf(check string) []string {
	var out []string
	for _, c := range frameworks.ControlsOf(check) {
		out = append(out, c.String())
	}
	return out
}

// attestations writes who vouches for what, and what came of it.
func (j *jsonWriter) attestations() {
	j.list("attestations", len(j.ledger.Attestations), func(i int) {
		u := &j.ledger.Attestations[i]
		o := object(j.buf)
		o.string("duty", string(u.Duty))
		o.string("kind", string(u.Kind))
		o.string("resource", u.Resource)
		o.string("tag", u.Tag)
		o.string("by", u.By)
		o.string("why", u.Why)
		o.string("until", u.Until.UTC().Format(time.DateOnly))
		o.string("state", u.State)
		o.int("rows", u.Rows)
		j.buf = o.close()
	})
	j.raw(",\n")
}

// exceptions writes who accepts what, and what came of it. A result names its exception by the place in this list.
func (j *jsonWriter) exceptions() {
	j.list("exceptions", len(j.ledger.Exceptions), func(i int) {
		u := &j.ledger.Exceptions[i]
		o := object(j.buf)
		o.string("check", u.Check)
		o.string("kind", string(u.Kind))
		o.string("resource", u.Resource)
		o.string("tag", u.Tag)
		o.string("by", u.By)
		o.string("why", u.Why)
		o.string("until", u.Until.UTC().Format(time.DateOnly))
		o.string("state", u.State)
		o.int("results", u.Results)
		j.buf = o.close()
	})
	j.raw(",\n")
}

func (j *jsonWriter) resources() {
	l := j.ledger
	j.list("resources", len(l.Rows), func(i int) {
		row := &l.Rows[i]
		ref := row.Resource.Identity()
		o := object(j.buf)
		o.string("id", ref.ID)
		o.string("arn", ref.ARN)
		o.string("name", ref.Name)
		o.string("kind", string(row.Resource.Type().Kind))
		o.string("variant", string(row.Class.Variant))
		o.string("why", whyVariant(&row.Class))
		o.string("level", string(responsibility.LevelOf(row.Class.Variant)))
		o.string("region", ref.Region)
		o.string("account", ref.Account)
		o.key("duties")
		d := object(o.buf)
		for k, s := range row.Statuses {
			if s != checks.NotCustomer {
				d.string(string(l.Duties[k]), s.String())
			}
		}
		o.buf = d.close()
		j.buf = o.close()
	})
	j.raw(",\n")
}

// results writes one line for each result that the ledger kept.
func (j *jsonWriter) results() {
	l := j.ledger
	controls := map[*checks.Meta][]byte{}
	for _, c := range l.Checks {
		controls[c.Info()] = appendStrings(nil, controlsOf(c.Info().ID))
	}
	j.list("results", len(l.Results), func(i int) {
		r := l.Detail(&l.Results[i])
		ref := inventory.Ref{Account: l.Account}
		kind := inventory.Kind("")
		if row := l.Resource(r); row != nil {
			ref, kind = *row.Resource.Identity(), row.Resource.Type().Kind
		} else {
			ref.Region, kind = r.Coverage.Region, r.Coverage.Kind
		}
		o := object(j.buf)
		o.string("id", l.ID(r))
		o.string("check", r.Check.ID)
		o.string("status", r.Status.String())
		o.string("severity", r.Severity.String())
		o.string("duty", string(r.Check.Duty))
		o.string("resource", ref.ID)
		o.string("arn", ref.ARN)
		o.string("kind", string(kind))
		o.string("region", ref.Region)
		o.string("message", r.Message)
		o.key("evidence")
		o.buf = appendEvidence(o.buf, r.Evidence)
		o.key("controls")
		o.buf = append(o.buf, controls[r.Check]...)
		o.string("fix", fixOf(r))
		if r.Exception >= 0 {
			o.int("exception", int(r.Exception))
		}
		j.buf = o.close()
	})
}

// fixOf returns for a failure, excepted or not, a JSON pointer (RFC 6901) to the check's text, and for an unknown what would decide it.
func fixOf(r *checks.Result) string {
	switch r.Status {
	case checks.Fail, checks.Excepted:
		return "#/checks/" + r.Check.ID + "/fix"
	case checks.Unknown:
		return actionOf(r)
	}
	return ""
}

// appendEvidence appends what a check looked at. A value is JSON as the API's answer had it, or a string where it is
// the engine's own word or was cut off for its length.
func appendEvidence(dst []byte, es []checks.Evidence) []byte {
	dst = append(dst, '[')
	for i := range es {
		e := &es[i]
		if i > 0 {
			dst = append(dst, ',')
		}
		o := object(dst)
		o.string("call", e.Call)
		o.string("path", e.Path)
		o.string("resource", e.Resource)
		if e.Gap != nil {
			o.string("gap", e.Gap.String())
			o.strings("needs", needsOf(e.Gap))
		} else {
			o.key("value")
			o.buf = appendValue(o.buf, e.Value)
			o.bool("cut", strings.HasSuffix(e.Value, "…"))
		}
		dst = o.close()
	}
	return append(dst, ']')
}

// appendValue appends a value that is already JSON, anything else as a string. A JSON string is written anew, so that
// what it holds is as harmless as the rest of the document.
func appendValue(dst []byte, v string) []byte {
	var s string
	switch {
	case v == "" || !json.Valid([]byte(v)):
		return appendString(dst, v)
	case v[0] == '"' && json.Unmarshal([]byte(v), &s) == nil:
		return appendString(dst, s)
	case strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r > '~' }):
		return appendRewritten(dst, v)
	}
	return append(dst, v...)
}

// appendRewritten appends JSON with everything outside printable ASCII escaped. Outside of strings JSON is ASCII.
func appendRewritten(dst []byte, v string) []byte {
	for _, r := range v {
		if r < ' ' || r > '~' {
			dst = appendEscape(dst, r)
			continue
		}
		dst = append(dst, byte(r))
	}
	return dst
}
