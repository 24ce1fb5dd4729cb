package report

import (
	"bufio"
	"io"
	"strconv"
	"time"

	"demarc/checks"
	"demarc/inventory"
)

// SchemaVersion is the version of the JSON document, as schema/scan-v1.schema.json describes it. The part before the
// dot grows when a reader of the older document would misread the new one, the part after it when something is added.
const SchemaVersion = "1.2"

// JSON writes the ledger as one JSON document: the same ledger gives the same bytes. It is written as it is made, one
// line for each resource and result, so that a large ledger is never held twice. Text that repeats (why, fix, the
// reasons of the matrix) stands once, under checks and matrix. Strings hold printable characters only, all others and
// those that mean something to HTML are escaped (appendString).
func JSON(w io.Writer, l *checks.Ledger, _ Options) error {
	j := &jsonWriter{w: bufio.NewWriterSize(w, 1<<16), ledger: l}
	j.head()
	j.summary()
	j.coverage()
	j.calls()
	j.matrix()
	j.checks()
	j.attestations()
	j.exceptions()
	j.resources()
	j.results()
	j.raw("\n}\n")
	if j.err != nil {
		return j.err
	}
	return j.w.Flush()
}

// A jsonWriter writes the document's parts in order and keeps the first error.
type jsonWriter struct {
	w      *bufio.Writer
	ledger *checks.Ledger
	buf    []byte // of the object under way
	err    error
}

func (j *jsonWriter) raw(s string) {
	if j.err == nil {
		_, j.err = j.w.WriteString(s)
	}
}

func (j *jsonWriter) flush() {
	if j.err == nil {
		_, j.err = j.w.Write(j.buf)
	}
	j.buf = j.buf[:0]
}

func (j *jsonWriter) head() {
	l := j.ledger
	j.raw("{\n")
	j.member("schemaVersion", SchemaVersion)
	j.member("tool", "scanner "+l.Tool)
	j.member("account", l.Account)
	j.member("partition", l.Partition)
	j.member("caller", l.Caller)
	j.member("time", l.Time.UTC().Format(time.RFC3339))
	j.member("interrupted", l.Interrupted)
	j.buf = append(j.buf, `  "regions": `...)
	j.buf = appendStrings(j.buf, l.Regions)
	j.buf = append(j.buf, ",\n"...)
	j.flush()
}

func (j *jsonWriter) member(key, value string) {
	j.buf = append(j.buf, `  "`...)
	j.buf = append(j.buf, key...)
	j.buf = append(j.buf, `": `...)
	j.buf = appendString(j.buf, value)
	j.buf = append(j.buf, ",\n"...)
	j.flush()
}

func (j *jsonWriter) summary() {
	l := j.ledger
	o := object(j.buf)
	o.bool("complete", l.Complete())
	o.int("resources", len(l.Rows))
	o.int("checks", len(l.Checks))
	o.int("pass", l.Count.Pass)
	o.int("fail", l.Count.Fail)
	o.int("excepted", l.Count.Excepted)
	o.int("unknown", l.Count.Unknown)
	o.int("not-applicable", l.Count.NotApplicable)
	o.key("failBySeverity")
	s := object(o.buf)
	for v := checks.Critical; v >= checks.Informational; v-- {
		s.int(v.String(), l.BySeverity[v])
	}
	o.buf = s.close()
	o.key("duties")
	d := object(o.buf)
	total := countDuties(l)
	for _, v := range ledgerStatuses {
		d.int(v.String(), total[v])
	}
	o.buf = d.close()
	j.raw(`  "summary": `)
	j.buf = o.close()
	j.flush()
	j.raw(",\n")
}

func (j *jsonWriter) coverage() {
	l := j.ledger
	j.list("coverage", len(l.Coverage), func(i int) {
		c := &l.Coverage[i]
		o := object(j.buf)
		o.string("kind", string(c.Kind))
		o.string("region", c.Region)
		o.string("status", c.Status.String())
		o.string("reason", reasonOf(c))
		o.strings("needs", needsOf(c.Gap))
		o.int("resources", c.Count)
		j.buf = o.close()
	})
	j.raw(",\n")
}

func reasonOf(c *inventory.Coverage) string {
	if c.Status == inventory.Complete {
		return ""
	}
	return c.Why()
}

func (j *jsonWriter) calls() {
	total := 0
	for _, n := range j.ledger.Calls {
		total += n
	}
	o := object(j.buf)
	o.int("total", total)
	o.key("operations")
	ops := object(o.buf)
	for _, name := range sortedKeys(j.ledger.Calls) {
		ops.int(name, j.ledger.Calls[name])
	}
	o.buf = ops.close()
	j.raw(`  "calls": `)
	j.buf = o.close()
	j.flush()
	j.raw(",\n")
}

// list writes an array member with one element a line. each appends element i to j.buf.
func (j *jsonWriter) list(key string, n int, each func(i int)) {
	j.raw(`  "` + key + `": [`)
	for i := range n {
		if i > 0 {
			j.buf = append(j.buf, ',')
		}
		j.buf = append(j.buf, "\n    "...)
		each(i)
		j.flush()
	}
	if n > 0 {
		j.raw("\n  ")
	}
	j.raw("]")
}

// builder appends one JSON object to a buffer. The keys are ours, and are written as they are.
type builder struct {
	buf   []byte
	begun bool
}

func object(buf []byte) *builder { return &builder{buf: append(buf, '{')} }

func (o *builder) key(k string) {
	if o.begun {
		o.buf = append(o.buf, ',')
	}
	o.begun = true
	o.buf = appendString(o.buf, k)
	o.buf = append(o.buf, ':')
}

func (o *builder) string(k, v string) {
	o.key(k)
	o.buf = appendString(o.buf, v)
}

func (o *builder) strings(k string, v []string) {
	o.key(k)
	o.buf = appendStrings(o.buf, v)
}

func (o *builder) int(k string, v int) {
	o.key(k)
	o.buf = strconv.AppendInt(o.buf, int64(v), 10)
}

func (o *builder) bool(k string, v bool) {
	o.key(k)
	o.buf = strconv.AppendBool(o.buf, v)
}

func (o *builder) close() []byte { return append(o.buf, '}') }
