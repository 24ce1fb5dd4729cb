package terminal

import (
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// MinWidth is the least width that text is laid out for; a narrower terminal wraps by itself.
const MinWidth = 60

// A Table is columns of text without lines around them. The last column is wrapped so that the table fits.
type Table struct {
	// Indent stands before every line.
	Indent string
	// Head names the columns; empty for none.
	Head []string
	// Right are the columns, counted from 0, that are set flush right.
	Right []int
	// Rows holds the cells, one per column. They are written as they are: Clean what comes from an account.
	Rows [][]string
}

// Write writes the table for a width in characters; 0 means any width.
func (t *Table) Write(w io.Writer, width int) error {
	p := table.NewWriter()
	p.SetStyle(table.Style{
		Box:     table.BoxStyle{PaddingRight: "  "},
		Options: table.Options{DoNotColorBordersAndSeparators: true},
	})
	p.SuppressTrailingSpaces()
	if len(t.Head) > 0 {
		p.AppendHeader(cells(t.Head))
	}
	columns := len(t.Head)
	for _, r := range t.Rows {
		p.AppendRow(cells(r))
		columns = max(columns, len(r))
	}
	p.SetColumnConfigs(t.columns(columns, width))
	out := p.Render()
	if out == "" {
		return nil
	}
	lines := strings.Split(out, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(t.Indent+l, " ") + "\n"
	}
	_, err := io.WriteString(w, strings.Join(lines, ""))
	return err
}

// columns sets what is flush right, and how wide the last column may be.
func (t *Table) columns(n, width int) []table.ColumnConfig {
	configs := make([]table.ColumnConfig, n)
	for i := range configs {
		configs[i].Number = i + 1
	}
	for _, i := range t.Right {
		configs[i].Align, configs[i].AlignHeader = text.AlignRight, text.AlignRight
	}
	if width == 0 || n == 0 {
		return configs
	}
	left := text.StringWidthWithoutEscSequences(t.Indent)
	for c := range n - 1 {
		widest := 0
		for _, r := range append([][]string{t.Head}, t.Rows...) {
			if c < len(r) {
				widest = max(widest, text.StringWidthWithoutEscSequences(r[c]))
			}
		}
		left += widest + 2
	}
	configs[n-1].WidthMax, configs[n-1].WidthMaxEnforcer = max(width-left, 24), text.WrapSoft
	return configs
}

func cells(in []string) table.Row {
	out := make(table.Row, len(in))
	for i, s := range in {
		out[i] = s
	}
	return out
}

// Wrap breaks text at spaces so that each line, with its indent, fits the width; 0 means any width. Line breaks in the
// text are kept. The first line gets the first indent, all others the second.
func Wrap(s, first, rest string, width int) string {
	var b strings.Builder
	indent := first
	for line := range strings.SplitSeq(s, "\n") {
		at := 0
		for i, word := range strings.Fields(line) {
			n := text.StringWidthWithoutEscSequences(word)
			if i > 0 && width > 0 && at+1+n > width {
				b.WriteByte('\n')
				indent, at = rest, 0
			}
			switch at {
			case 0:
				b.WriteString(indent)
				at = text.StringWidthWithoutEscSequences(indent)
			default:
				b.WriteByte(' ')
				at++
			}
			b.WriteString(word)
			at += n
		}
		b.WriteByte('\n')
		indent = rest
	}
	return b.String()
}
